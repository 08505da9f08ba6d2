package orchestrator.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads and writes YAML. Whatever is no list and no map is read as the text that stands there, so
 * that a checksum of digits, a {@code no} or a date stays what was written.
 */
public final class PlainYaml {
  /** As many characters as a server takes bytes in one message. */
  static final int MOST_CHARACTERS = 32 << 20;

  private PlainYaml() {}

  /**
   * Reads all documents of a text: maps, lists, texts, and null for what is empty. What an alias
   * stands for is the same object as at its anchor.
   *
   * @throws IllegalArgumentException that says in a clause what is wrong, and in which line
   */
  public static List<@Nullable Object> read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "it has more than " + MOST_CHARACTERS + " characters, too many for one message");
    }
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(MOST_CHARACTERS);
    // What aliases may make of a document is bounded by its size, not by their number.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    SafeConstructor loader = new SafeConstructor(options);
    loader.setAllowDuplicateKeys(false);
    try {
      Composer composer =
          new Composer(
              new ParserImpl(new WholeTextReader(text), options), new TextResolver(), options);
      loader.setComposer(composer);
      List<@Nullable Object> documents = new ArrayList<>();
      while (loader.checkData()) {
        documents.add(loader.getData());
      }
      YamlSize.check(documents, MOST_CHARACTERS);
      return documents;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new IllegalArgumentException("line " + line + ": " + e.getProblem(), e);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Writes a document; nothing in it has an effect on a terminal. */
  public static String write(Object document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    return Escapes.inQuotes(new Yaml(new QuotingRepresenter(options), options).dump(document));
  }

  private static final class TextResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), "~n\0");
      addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
      addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
    }
  }

  /** Puts texts in quotes in which characters can be escaped, if they have such. */
  private static final class QuotingRepresenter extends Representer {
    QuotingRepresenter(DumperOptions options) {
      super(options);
      // Of a text with such characters SnakeYAML would make a binary value.
      representers.put(String.class, text -> representScalar(Tag.STR, (String) text));
    }

    @Override
    protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
      return super.representScalar(
          tag, value, Escapes.needs(value) ? DumperOptions.ScalarStyle.DOUBLE_QUOTED : style);
    }
  }
}
