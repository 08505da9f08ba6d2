package orchestrator.graph.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import orchestrator.cli.Surroundings;
import orchestrator.cli.text.Terminal;
import orchestrator.graph.format.Formats;
import orchestrator.graph.format.GraphFormat;
import orchestrator.graph.source.Limits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Holds docs/formats.md against what there is, and runs its examples. */
class FormatsPageTest {
  private static final Pattern FILE = Pattern.compile("(?ms)^`([\\w.]+)`\\n```\\w+\\n(.*?)^```");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```sh\\norchestrator (.*?)\\n```\\n```text\\n(.*?)^```");

  private static String page = "";
  @TempDir private static Path folder;

  @BeforeAll
  static void readThePage() throws IOException {
    page = Files.readString(Path.of("../docs/formats.md"));
    for (MatchResult file : FILE.matcher(page).results().toList()) {
      Files.writeString(folder.resolve(file.group(1)), file.group(2));
    }
  }

  private static List<MatchResult> rows(String pattern) {
    return Pattern.compile("(?m)^\\| " + pattern + " \\|").matcher(page).results().toList();
  }

  @Test
  void theExamplesGiveWhatThePageShows() throws Exception {
    List<MatchResult> examples = EXAMPLE.matcher(page).results().toList();

    assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
    for (MatchResult example : examples) {
      assertThat(run(example.group(1)).lines().map(String::stripTrailing))
          .as(example.group(1))
          .containsExactlyElementsOf(example.group(2).lines().toList());
    }
  }

  /** Runs a line as a shell does, in the folder of the examples. */
  private static String run(String line) throws Exception {
    String[] sides = line.split(" < ", 2);
    List<String> words = new ArrayList<>();
    for (String word : sides[0].split(" ", -1)) {
      Path file = folder.resolve(word);
      words.add(Files.isRegularFile(file) ? file.toString() : word);
    }
    InputStream input =
        sides.length > 1
            ? new ByteArrayInputStream(Files.readAllBytes(folder.resolve(sides[1])))
            : InputStream.nullInputStream();
    StringWriter out = new StringWriter();
    CommandLine command =
        GraphFileCommands.commands(new Surroundings(Map.of(), Terminal.none(), input))
            .get(words.get(0))
            .get();
    command.setOut(new PrintWriter(out, true));
    Object unused = command.execute(words.subList(1, words.size()).toArray(String[]::new));
    return out.toString().replace(folder + "/", "");
  }

  @Test
  void eachFormatIsThere() {
    List<String> shown =
        rows("`(\\w+)` \\| (yes|no) \\| (yes|no) \\| (.*?) \\| .*?").stream()
            .map(row -> String.join(" ", row.group(1), row.group(2), row.group(3), row.group(4)))
            .toList();

    assertThat(shown)
        .containsExactlyElementsOf(Formats.all().stream().map(FormatsPageTest::row).toList());
  }

  private static String row(GraphFormat format) {
    return String.join(
        " ",
        format.name(),
        format.isRead() ? "yes" : "no",
        format.isWritten() ? "yes" : "no",
        format.endings().stream().map(it -> "`" + it + "`").collect(Collectors.joining(" ")));
  }

  @Test
  void eachOptionOfReadingIsThere() {
    CommandLine convert =
        GraphFileCommands.commands(
                new Surroundings(Map.of(), Terminal.none(), InputStream.nullInputStream()))
            .get("graph")
            .get()
            .getSubcommands()
            .get("convert");

    assertThat(convert.getCommandSpec().options())
        .allSatisfy(option -> assertThat(page).contains("`" + option.longestName() + "`"));
  }

  @Test
  void theBoundsAreThere() {
    assertThat(page)
        .contains(
            (Limits.BYTES >> 20) + " MiB of JSON or DOT",
            (Limits.YAML_BYTES >> 20) + " MiB of YAML",
            grouped(Limits.NODES) + " nodes",
            grouped(Limits.EDGES) + " edges",
            Limits.DEPTH + " brackets");
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  @Test
  void theFilesOfTheExamplesAreUsed() {
    List<String> files = FILE.matcher(page).results().map(file -> file.group(1)).toList();

    assertThat(files).hasSizeGreaterThanOrEqualTo(5);
    assertThat(Arrays.asList(folder.toFile().list())).containsAll(files);
    assertThat(files)
        .allSatisfy(
            file ->
                assertThat(EXAMPLE.matcher(page).results().map(it -> it.group(1)))
                    .anyMatch(line -> line.contains(file)));
  }
}
