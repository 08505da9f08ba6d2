package orchestrator.executor.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static void write(OutputLines lines, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    // As pipes may give it.
    for (int i = 0; i < bytes.length; i++) {
      lines.write(bytes, i, 1);
    }
  }

  private static Map<String, String> found(String text, String... wanted) {
    OutputLines lines = new OutputLines(Set.of(wanted), 10);
    write(lines, text);
    OutputLines atOnce = new OutputLines(Set.of(wanted), 10);
    atOnce.write(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length);
    assertThat(atOnce.found()).isEqualTo(lines.found());
    return lines.found();
  }

  @Test
  void theLastLineOfAKeyCounts() {
    assertThat(found("a=1\nb=2\na=3\n", "a", "b"))
        .containsExactly(Map.entry("a", "3"), Map.entry("b", "2"));
  }

  @Test
  void onlyWantedKeysAtTheBeginOfALineCount() {
    assertThat(found("x a=1\n a=2\nb=3\naa=4\n", "a")).isEmpty();
  }

  @Test
  void theLastLineNeedNotEnd() {
    assertThat(found("a=1\r\na=zwölf", "a")).containsEntry("a", "zwölf");
    assertThat(found("a=1\r\n", "a")).containsEntry("a", "1");
  }

  @Test
  void valuesMayBeEmptyOrHaveEqualsSigns() {
    assertThat(found("a=\nb=c=d\nk=v=w\n", "a", "b", "k=v"))
        .isEqualTo(Map.of("a", "", "b", "c=d", "k=v", "w"));
  }

  @Test
  void anOutputThatIsTooLongIsAFault() {
    OutputLines lines = new OutputLines(Set.of("a", "b"), 10);
    write(lines, "a=" + "x".repeat(100_000) + "\nb=1\n");

    assertThat(lines.found()).isEqualTo(Map.of("b", "1"));
    assertThat(lines.fault()).contains("the output a is longer than 10 bytes");
  }

  @Test
  void otherLinesMayBeOfAnyLength() {
    OutputLines lines = new OutputLines(Set.of("a"), 10);
    write(lines, "x".repeat(100_000) + "a=2\na=1\n");

    assertThat(lines.found()).isEqualTo(Map.of("a", "1"));
    assertThat(lines.fault()).isEmpty();
  }

  private static String log(int limit, String... parts) {
    OutputLog log = new OutputLog(limit);
    for (String part : parts) {
      log.write(part.getBytes(UTF_8), 0, part.getBytes(UTF_8).length);
    }
    return log.text();
  }

  @Test
  void aLogKeepsItsLastPart() {
    assertThat(log(10, "")).isEmpty();
    assertThat(log(10, "0123", "456789")).isEqualTo("0123456789");
    assertThat(log(10, "0123", "456789", "abc"))
        .isEqualTo("(the first 3 bytes are left out)\n3456789abc");
    assertThat(log(4, "0123456789")).isEqualTo("(the first 6 bytes are left out)\n6789");
    assertThat(log(4, "01", "23456789", "a", "bcdef"))
        .isEqualTo("(the first 12 bytes are left out)\ncdef");
    assertThat(log(0, "0123")).isEmpty();
  }

  @Test
  void aLogIsNotCutWithinACharacter() {
    assertThat(log(4, "aäöü")).isEqualTo("(the first 3 bytes are left out)\nöü");
    assertThat(log(3, "aäöü")).isEqualTo("(the first 5 bytes are left out)\nü");
  }
}
