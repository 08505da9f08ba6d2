package orchestrator.executor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90, PT1M30S",
    "0.25, PT0.25S",
    "1m30s, PT1M30S",
    "1h, PT1H",
    "250ms, PT0.25S",
    "1.5h0.5s, PT1H30M0.5S",
    "8760h, PT8760H",
    "3us7ns, PT0.000003007S",
    "0, PT0S"
  })
  void secondsAndUnitsAreRead(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1s", "1d", "s", "1 s", "1e9", "1.s", "9999999999999", "99999999999h"})
  void otherTextsAreNone(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secondsAreWritten() {
    assertThat(Durations.seconds(Duration.ofMillis(1500)).toPlainString()).isEqualTo("1.5");
    assertThat(Durations.seconds(Duration.ofSeconds(90)).toString()).isEqualTo("90");
  }
}
