package orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.settings.ConnectionOptions;
import orchestrator.cli.text.Terminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Holds docs/cli.md against the commands. */
class CommandPageTest {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Set<String> HELP = Set.of("--help");
  private static final Map<String, CommandLine> COMMANDS = new LinkedHashMap<>();
  private static final Map<String, CommandLine> TOP = new LinkedHashMap<>();
  private static Map<String, String> sections = new LinkedHashMap<>();
  private static String page = "";

  @BeforeAll
  static void readThePage() throws IOException {
    page = Files.readString(Path.of("../docs/cli.md"));
    sections =
        Pattern.compile("(?ms)^##+ (.*?)$(.*?)(?=^##|\\z)")
            .matcher(page)
            .results()
            .collect(
                Collectors.toMap(
                    it -> it.group(1), it -> it.group(2), (a, b) -> a + b, LinkedHashMap::new));
    Surroundings nothing =
        new Surroundings(Map.of(), Terminal.none(), InputStream.nullInputStream());
    Cli.commands(nothing)
        .forEach(
            (name, command) -> {
              CommandLine made = command.get();
              TOP.put(name, made);
              if (made.getSubcommands().isEmpty()) {
                COMMANDS.put(name, made);
              }
              made.getSubcommands().forEach((verb, each) -> COMMANDS.put(name + " " + verb, each));
            });
  }

  private static Set<String> connectionOptions() {
    CommandSpec spec = CommandSpec.create();
    ConnectionOptions.addTo(spec);
    return spec.optionsMap().keySet();
  }

  /** The section whose heading is the command, or which names it in its text. */
  private static String section(String command) {
    List<String> found =
        sections.entrySet().stream()
            .filter(
                it ->
                    it.getKey().replaceFirst(" [A-Z-].*", "").equals(command)
                        || (it.getKey().startsWith("NOUN ")
                            && it.getValue().contains("`" + command + "`")))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(found).as("sections of docs/cli.md for %s", command).hasSize(1);
    return found.get(0);
  }

  private static Set<String> options(CommandLine command) {
    Set<String> options = new TreeSet<>();
    command.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
    options.removeAll(HELP);
    options.removeAll(connectionOptions());
    return options;
  }

  @Test
  void eachCommandAndEachOptionOfItIsOnThePage() {
    assertThat(COMMANDS).hasSizeGreaterThan(45);
    COMMANDS.forEach(
        (name, command) -> {
          String section = section(name);
          assertThat(options(command))
              .as(name)
              .allSatisfy(option -> assertThat(section).contains("`" + option + "`"));
        });
  }

  @Test
  void eachCommandIsKnownByItsNameBeforeItIsMade() {
    assertThat(TOP.keySet()).allMatch(Cli::isCommand);
    assertThat(Cli.isCommand("serve")).isFalse();
  }

  @Test
  void ofANounOnlyTheVerbThatIsAskedForIsMade() {
    Surroundings nothing =
        new Surroundings(Map.of(), Terminal.none(), InputStream.nullInputStream());

    assertThat(Cli.commands(nothing, "plan", "list").get("plan").get().getSubcommands())
        .containsOnlyKeys("list");
    assertThat(Cli.commands(nothing, "plan", "lst").get("plan").get().getSubcommands())
        .containsKeys("list", "show", "watch");
  }

  @Test
  void thePageHasNoOtherOptions() {
    Map<String, Set<String>> bySection = new TreeMap<>();
    COMMANDS.forEach(
        (name, command) ->
            bySection
                .computeIfAbsent(section(name), it -> new TreeSet<>())
                .addAll(options(command)));
    bySection.forEach(
        (section, options) ->
            assertThat(
                    OPTION
                        .matcher(section.replaceAll("(?s)```.*?```", ""))
                        .results()
                        .map(MatchResult::group))
                .isSubsetOf(options));
  }

  @Test
  void thePageHasNoOtherCommands() {
    Stream<String> inHeadings =
        sections.keySet().stream()
            .filter(heading -> heading.matches("[a-z-]+( [a-z]+)?( [A-Z/-]+)?"))
            .map(heading -> heading.replaceFirst(" [A-Z/-]+$", ""));
    Stream<String> inTexts =
        sections.entrySet().stream()
            .filter(section -> section.getKey().startsWith("NOUN "))
            .flatMap(
                section ->
                    Pattern.compile("`([a-z-]+ " + section.getKey().split(" ", -1)[1] + ")`")
                        .matcher(section.getValue())
                        .results())
            .map(it -> it.group(1));

    assertThat(Stream.concat(inHeadings, inTexts))
        .isSubsetOf(COMMANDS.keySet())
        .hasSizeGreaterThan(40);
  }

  @Test
  void theOptionsOfTheConnectionAndTheirVariablesAreThere() {
    Map<String, String> rows =
        Pattern.compile("(?m)^\\| `(--[a-z-]+)`[^|]*\\| `([A-Z_]+)` \\|")
            .matcher(page)
            .results()
            .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));

    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(connectionOptions());
    assertThat(rows)
        .allSatisfy(
            (option, variable) ->
                assertThat(variable)
                    .isEqualTo(
                        "ORCHESTRATOR_CLIENT_"
                            + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  @Test
  void theExitCodesAreThere() {
    List<String> rows =
        Pattern.compile("(?m)^\\| (\\d) \\| ([a-z ]+)")
            .matcher(page)
            .results()
            .map(it -> it.group(1) + " " + it.group(2).strip())
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Exit.values())
                .map(
                    exit ->
                        exit.code() + " " + exit.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .toList());
  }

  @Test
  void eachCommandHasAnExampleThatItTakes() {
    COMMANDS.forEach(
        (name, command) -> {
          List<String> examples =
              Arrays.stream(command.getCommandSpec().usageMessage().footer())
                  .filter(line -> line.contains("orchestrator "))
                  .toList();
          assertThat(examples).as(name).isNotEmpty();
          examples.forEach(CommandPageTest::isTaken);
        });
  }

  @Test
  void theExamplesOfThePageAreTaken() {
    List<String> examples =
        Pattern.compile("(?s)```sh\n(.*?)```")
            .matcher(page)
            .results()
            .flatMap(block -> block.group(1).lines())
            .toList();

    assertThat(examples).hasSizeGreaterThan(15).allSatisfy(CommandPageTest::isTaken);
  }

  /** What stands before a pipe or behind a bracket is a command that can be parsed. */
  private static void isTaken(String line) {
    String bare =
        line.replaceAll(" (\\||>|&&) .*", "").replaceAll(".*\\((orchestrator [^()]*)\\).*", "$1");
    List<String> words =
        Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+")
            .matcher(bare)
            .results()
            .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
            .toList();
    assertThat(TOP).as(line).containsKey(words.get(1));
    String[] arguments = words.subList(2, words.size()).toArray(String[]::new);
    assertThat(TOP.get(words.get(1)).parseArgs(arguments).errors()).as(line).isEmpty();
  }
}
