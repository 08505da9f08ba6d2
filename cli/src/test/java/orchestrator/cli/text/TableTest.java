package orchestrator.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private static final String KEY = "3f2a1c5e-0000-4000-8000-000000000001";

  private final StringWriter written = new StringWriter();

  private List<String> lines(Terminal terminal, List<List<String>> rows) {
    Table table = new Table(new PrintWriter(written), terminal, List.of("KEY", "NAME", "STATUS"));
    rows.forEach(table::add);
    table.flush();
    return written.toString().lines().toList();
  }

  @Test
  void inAPipeNothingIsCutAndNothingIsColoured() {
    assertThat(lines(Terminal.none(), List.of(List.of(KEY, "n".repeat(200), "done"))))
        .containsExactly(
            "KEY" + " ".repeat(35) + "NAME" + " ".repeat(198) + "STATUS",
            KEY + "  " + "n".repeat(200) + "  done");
  }

  @Test
  void onATerminalALineFits() {
    Terminal terminal = Terminal.of(Map.of("COLUMNS", "40", "NO_COLOR", "1"));
    List<List<String>> rows = List.of(List.of(KEY, "a name of some length", "executing"));

    assertThat(lines(terminal, rows))
        .allSatisfy(line -> assertThat(Widths.of(line)).isLessThanOrEqualTo(40));
    assertThat(written.toString())
        .contains("3f2a1c5e  a name of some len…  executing")
        .doesNotContain("\u001b");
  }

  @Test
  void keysOfOtherAssetsAreShortenedBeforeItsOwn() {
    Table table =
        new Table(
            new PrintWriter(written),
            Terminal.of(Map.of("COLUMNS", "60", "NO_COLOR", "1")),
            List.of("KEY", "PLAN", "NAME"));
    table.add(List.of(KEY, KEY, "a name"));
    table.flush();

    assertThat(written.toString().lines().skip(1)).containsExactly(KEY + "  3f2a1c5e  a name");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 20, 40, 50})
  void columnsThatDoNotFitAreLeftOutTheLastFirst(int columns) {
    Table table =
        new Table(
            new PrintWriter(written),
            Terminal.of(Map.of("COLUMNS", String.valueOf(columns), "NO_COLOR", "1")),
            List.of("KEY", "STATUS", "RANK", "WORKER", "CREATED", "FUNCTION", "PLAN"));
    table.add(List.of(KEY, "done", "0", "MyOrg1MSP", "2026-11-30T17:31:48Z", KEY, KEY));
    table.flush();
    table.add(List.of(KEY, "executing", "10", "MyOrg1MSP", "2026-11-30T17:31:48Z", KEY, KEY));
    table.flush();

    assertThat(written.toString().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(Widths.of(line)).isBetween(1, columns))
        .last()
        .asString()
        .startsWith("3f2a1c5e".substring(0, Math.min(8, columns)));
  }

  @ParameterizedTest
  @CsvSource({"60, 3f2a1c5e", "79, KEY", "87, 3f2a1c5e  KEY", "120, KEY  KEY"})
  void aColumnThatMayNotBeCutIsThereAsAWholeOrLeftOut(int columns, String shown) {
    Table table =
        new Table(
                new PrintWriter(written),
                Terminal.of(Map.of("COLUMNS", String.valueOf(columns), "NO_COLOR", "1")),
                List.of("TIME", "KIND", "ASSET", "ID"))
            .whole(3)
            .atLeast(List.of(20, 10, 36, 36));
    table.flush();
    table.add(List.of("2026-11-30T17:31:48Z", "task", KEY, KEY));
    table.flush();

    assertThat(written.toString().lines().skip(1))
        .containsExactly("2026-11-30T17:31:48Z  task        " + shown.replace("KEY", KEY));
  }

  @Test
  void aTextThatIsTooLongEndsWithASign() {
    Terminal terminal = Terminal.of(Map.of("COLUMNS", "40", "NO_COLOR", "1"));

    assertThat(lines(terminal, List.of(List.of(KEY, "n".repeat(99), "done"))).get(1))
        .matches("3f2a1c5e  n+…  done *")
        .hasSizeLessThanOrEqualTo(40);
  }

  @Test
  void wideCharactersCountTwice() {
    Terminal terminal = Terminal.of(Map.of("COLUMNS", "40", "NO_COLOR", "1"));
    List<String> lines =
        lines(
            terminal,
            List.of(List.of("k", "東京大学医学部附属病院の研究計画です", "done"), List.of("k", "e\u0301", "done")));

    assertThat(lines).allSatisfy(line -> assertThat(Widths.of(line)).isLessThanOrEqualTo(40));
    assertThat(
            lines.stream()
                .map(
                    line ->
                        line.contains("done")
                            ? Widths.of(line.substring(0, line.indexOf("done")))
                            : -1))
        .containsExactly(
            -1,
            Widths.of(lines.get(1).substring(0, lines.get(1).indexOf("done"))),
            Widths.of(lines.get(1).substring(0, lines.get(1).indexOf("done"))));
  }

  @Test
  void aStatusHasItsColourUnlessNoColorIsSet() {
    List<List<String>> rows = List.of(List.of(KEY, "n", "failed"));
    assertThat(lines(Terminal.of(Map.of("COLUMNS", "80")), rows).get(1))
        .endsWith("\u001b[31mfailed\u001b[0m");
    assertThat(lines(Terminal.of(Map.of("COLUMNS", "80", "NO_COLOR", "")), rows).get(1))
        .contains("\u001b[31m");
    written.getBuffer().setLength(0);
    assertThat(lines(Terminal.of(Map.of("COLUMNS", "80", "NO_COLOR", "1")), rows))
        .noneMatch(line -> line.contains("\u001b"));
    written.getBuffer().setLength(0);
    assertThat(lines(Terminal.of(Map.of("COLUMNS", "80", "TERM", "dumb")), rows))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void aTextOfTheServerCannotDrawOnTheTerminal() {
    List<String> lines =
        lines(
            Terminal.of(Map.of("COLUMNS", "80", "NO_COLOR", "1")),
            List.of(List.of(KEY, "\u001b[31mx\r\n", "done")));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("\\u001b[31mx\\r\\n");
  }
}
