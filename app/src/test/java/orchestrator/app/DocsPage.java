package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Holds a page of docs to what the program has. */
final class DocsPage {
  private static final Pattern BLOCK = Pattern.compile("(?s)```.*?```");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  private final String text;

  private DocsPage(String text) {
    this.text = text;
  }

  /** Reads a page by its name in docs. */
  static DocsPage of(String name) throws IOException {
    return new DocsPage(Files.readString(Path.of("../docs", name)));
  }

  String text() {
    return text;
  }

  /** Fails for an option of the command, or of one of its verbs, that stands in examples alone. */
  void assertTellsTheOptionsOf(String command) {
    List<OptionSpec> options = new ArrayList<>();
    collect(Main.commandLine(Map.of(), command).getSubcommands().get(command), options);

    String told =
        CODE.matcher(BLOCK.matcher(text).replaceAll(""))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining("\n"));

    assertThat(options)
        .isNotEmpty()
        .allSatisfy(
            option ->
                assertThat(option.names())
                    .anySatisfy(
                        name ->
                            assertThat(told)
                                .containsPattern(
                                    "(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")));
  }

  private static void collect(CommandLine command, List<OptionSpec> options) {
    command.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .forEach(options::add);
    command.getSubcommands().values().forEach(verb -> collect(verb, options));
  }
}
