package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import orchestrator.server.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RetryBudgetTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void withoutABudgetNothingIsRunAgain() {
    assertThat(new RetryBudget(Duration.ZERO).pause()).isFalse();
  }

  @Test
  void aCallIsRunAgainAsLongAsTheBudgetLasts() {
    RetryBudget budget = new RetryBudget(LONG);

    for (int loss = 0; loss < 8; loss++) {
      assertThat(budget.pause()).isTrue();
    }
  }

  @Test
  void aBudgetEnds() {
    RetryBudget budget = new RetryBudget(Duration.ofMillis(50));

    Eventually.await("the budget is spent", () -> !budget.pause());
  }

  @Test
  void theTimeBeforeTheFirstLossDoesNotCount() throws InterruptedException {
    Duration length = Duration.ofSeconds(1);
    RetryBudget budget = new RetryBudget(length);

    Thread.sleep(length.toMillis());

    assertThat(budget.pause()).isTrue();
  }

  @Test
  void aServerThatStopsDoesNotWait() {
    RetryBudget budget = new RetryBudget(LONG);
    Thread.currentThread().interrupt();

    assertThatThrownBy(budget::pause)
        .isInstanceOf(CancellationException.class)
        .hasMessage("the server is stopping");
    assertThat(Thread.interrupted()).isTrue();
  }
}
