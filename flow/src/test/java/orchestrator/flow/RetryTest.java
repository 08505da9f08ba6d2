package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import orchestrator.flow.fixtures.Num;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration EVER = ChronoUnit.FOREVER.getDuration();

  @Test
  void eachWaitIsTwiceAsLongUpToTheLongest() {
    Retry retry = new Retry(9, SECOND, Duration.ofSeconds(5));

    assertThat(retry.delay(1)).isEqualTo(SECOND);
    assertThat(retry.delay(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(retry.delay(3)).isEqualTo(Duration.ofSeconds(4));
    assertThat(retry.delay(4)).isEqualTo(Duration.ofSeconds(5));
    assertThat(retry.delay(1_000)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theLongestWaitsThereMayBeAreWaited() {
    Retry retry = new Retry(1_000, Duration.ofMillis(1), Duration.ofDays(30));

    assertThat(retry.delay(1_000)).isEqualTo(Duration.ofDays(30));
    assertThat(new Retry(2, Duration.ofDays(30), Duration.ofDays(30)).delay(1_000))
        .isEqualTo(Duration.ofDays(30));
  }

  @Test
  void triesAreBetweenOneAndAThousand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retry.times(0))
        .withMessage("tries must be between 1 and 1000, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retry.times(1_001))
        .withMessage("tries must be between 1 and 1000, not 1001");
  }

  @Test
  void waitsThatAreNoneAreRefused() {
    String sentence =
        "waits must be at least a millisecond and at most 30 days, and the longest not shorter"
            + " than the first";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retry(2, Duration.ZERO, SECOND))
        .withMessage(sentence);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retry(2, SECOND, Duration.ofMillis(999)))
        .withMessage(sentence);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retry(2, EVER, EVER))
        .withMessage(sentence);
  }

  @Test
  void aTimeoutIsBetweenAMillisecondAndAYear() {
    VisitOptions<Num, Num> options = new VisitOptions<>(Num.block("a"));

    assertThat(options.timeout(Duration.ofMillis(1)).visit().timeout())
        .contains(Duration.ofMillis(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.timeout(Duration.ZERO))
        .withMessage("a time-out must be at least a millisecond and at most a year, not PT0S");
    assertThatIllegalArgumentException().isThrownBy(() -> options.timeout(EVER));
  }
}
