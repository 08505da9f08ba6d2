package orchestrator.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntriesTest {
  private final StringWriter written = new StringWriter();

  private Stream<String> lines(Terminal terminal) {
    Entries entries = new Entries(new PrintWriter(written), terminal, 6);
    entries.add("name", "a name that is longer than a line");
    entries.add("status", "done");
    return written.toString().lines();
  }

  private static Terminal terminal(int columns) {
    return Terminal.of(Map.of("COLUMNS", String.valueOf(columns), "NO_COLOR", "1"));
  }

  @Test
  void aValueThatIsTooLongGoesOnBelow() {
    assertThat(lines(terminal(30)))
        .containsExactly("name    a name that is longer ", "        than a line", "status  done");
  }

  @Test
  void whereNamesLeaveNoRoomValuesStandBelowThem() {
    assertThat(lines(terminal(20)))
        .containsExactly("name", "  a name that is lon", "  ger than a line", "status", "  done");
    written.getBuffer().setLength(0);
    assertThat(lines(terminal(3))).allMatch(line -> line.length() <= 3);
  }

  @Test
  void inAPipeNothingIsBroken() {
    assertThat(lines(Terminal.none()))
        .containsExactly("name    a name that is longer than a line", "status  done");
  }

  @Test
  void wideCharactersAreNotBrokenApart() {
    assertThat(Widths.lines("東京大学", 5)).containsExactly("東京", "大学");
    assertThat(Widths.lines("", 5)).containsExactly("");
  }
}
