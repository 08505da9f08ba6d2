package orchestrator.cli.noun;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Fields;
import orchestrator.client.OrchestratorClient;

/**
 * Finds the key that a person means by its beginning. A whole key is taken as it is, without asking
 * the server; for less, the assets are listed, since no rpc finds a key by its beginning.
 */
public final class KeyPrefix {
  private static final Pattern WHOLE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern BEGINNING = Pattern.compile("[0-9a-f-]{4,35}");

  /** How many assets are looked through; the list of more would take minutes. */
  static final int MOST_ASSETS = 100_000;

  private static final int MOST_CANDIDATES = 10;

  private KeyPrefix() {}

  /**
   * The key that begins so.
   *
   * @throws CommandFailedException when none does, when several do, or when there are too many
   *     assets to tell
   */
  public static String resolve(OrchestratorClient client, Noun noun, String text) {
    return switch (noun.name()) {
      case "organization" -> text;
      case "performance" -> performance(client, text);
      default ->
          isWhole(text)
              ? text.toLowerCase(Locale.ROOT)
              : find(noun, text, () -> Assets.all(client, noun));
    };
  }

  /** Whether a text has the form of a whole key. */
  public static boolean isWhole(String text) {
    return WHOLE.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  private static String performance(OrchestratorClient client, String text) {
    int bar = text.indexOf('|');
    if (bar < 0) {
      throw CommandFailedException.wrongUse(
          "\"" + text + "\" is no key of a performance, which is TASK|OUTPUT");
    }
    return resolve(client, Nouns.TASK.noun(), text.substring(0, bar)) + text.substring(bar);
  }

  /** Finds a key among assets that are listed if need be. */
  public static String find(Noun noun, String text, Supplier<Stream<Message>> assets) {
    String beginning = text.toLowerCase(Locale.ROOT);
    if (!BEGINNING.matcher(beginning).matches()) {
      throw CommandFailedException.wrongUse(
          "\"" + text + "\" is no key, and no beginning of one with 4 characters or more");
    }
    List<Message> found = new ArrayList<>();
    Iterator<Message> all = assets.get().iterator();
    for (int seen = 0; all.hasNext() && found.size() <= MOST_CANDIDATES; seen++) {
      if (seen == MOST_ASSETS) {
        throw new CommandFailedException(
            Exit.FAILED,
            "there are more than %d %s, too many to find %s: give the whole key"
                .formatted(MOST_ASSETS, noun.plural(), text));
      }
      Message asset = all.next();
      if (noun.key(asset).startsWith(beginning)) {
        found.add(asset);
      }
    }
    if (found.isEmpty()) {
      throw new CommandFailedException(
          Exit.NOT_FOUND, "the key of no " + noun.name() + " begins with " + text);
    }
    if (found.size() > 1) {
      throw new CommandFailedException(Exit.WRONG_USE, ambiguous(noun, text, found));
    }
    return noun.key(found.get(0));
  }

  private static String ambiguous(Noun noun, String text, List<Message> found) {
    List<String> candidates =
        found.stream().limit(MOST_CANDIDATES).map(asset -> described(noun, asset)).toList();
    return "%s is ambiguous; the keys of these %s begin so: %s%s"
        .formatted(
            text,
            noun.plural(),
            String.join(", ", candidates),
            found.size() > MOST_CANDIDATES ? ", and more" : "");
  }

  private static String described(Noun noun, Message asset) {
    String name = Fields.text(asset, "name");
    return noun.key(asset) + (name.isEmpty() ? "" : " (" + name + ")");
  }
}
