package orchestrator.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthsTest {
  @ParameterizedTest
  @CsvSource({"abc,3", "é,1", "東京,4", "e\u0301,1", "🫀,2", "'',0"})
  void aTextTakesAsManyColumnsAsATerminalGivesIt(String text, int columns) {
    assertThat(Widths.of(text)).isEqualTo(columns);
  }

  @Test
  void aTextThatIsTooLongIsCutWithASign() {
    assertThat(Widths.cut("abcdef", 4, "…")).isEqualTo("abc…");
    assertThat(Widths.cut("abcd", 4, "…")).isEqualTo("abcd");
    assertThat(Widths.cut("東京大学", 6, "…")).isEqualTo("東京…");
  }

  @Test
  void aBarShowsThatSomethingIsThereAndThatSomethingIsMissing() {
    assertThat(Signs.ASCII.bar(1, 1000, 10)).isEqualTo("#.........");
    assertThat(Signs.ASCII.bar(999, 1000, 10)).isEqualTo("#########.");
    assertThat(Signs.ASCII.bar(1000, 1000, 10)).isEqualTo("##########");
    assertThat(Signs.ASCII.bar(0, 0, 3)).isEqualTo("...");
  }

  @ParameterizedTest
  @CsvSource({"-5,0 s", "59,59 s", "61,1 min 1 s", "3661,1 h 1 min", "90000,1 d 1 h"})
  void aDurationHasTwoUnitsAtMost(long seconds, String said) {
    assertThat(Durations.of(Duration.ofSeconds(seconds))).isEqualTo(said);
  }
}
