package orchestrator.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A tab that has shown every change of a plan holds no more than one that has shown a few. */
class PlanHeapTest extends OnConsole {
  private static final int ROUNDS = 60;

  /** Several times what the page takes. */
  private static final long BOUND = 16L << 20;

  /** Events that were kept would take several megabytes. */
  private static final long GROWTH = 512L << 10;

  private int done;

  @Test
  void theHeapStaysFlatWhileAllTasksChange() throws Exception {
    study(ROUNDS);
    open(planPage());
    browser.await(".graph[data-drawn=complete]");

    changeTo(ROUNDS / 3);
    long early = browser.heap();
    changeTo(ROUNDS);
    long late = browser.heap();

    assertThat(late).isLessThan(BOUND);
    assertThat(late - early)
        .as("what %d changes have left behind, after %d bytes", 8 * ROUNDS, early)
        .isLessThan(GROWTH);
  }

  private void changeTo(int round) {
    while (done < round) {
      done++;
      train(done);
      together(done);
    }
    browser.awaitText(".plan-head", 4 * done + " of " + 4 * ROUNDS + " ended");
  }
}
