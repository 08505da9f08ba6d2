package orchestrator.scenario.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orchestrator.scenario.run.LocalScenario;
import orchestrator.scenario.run.Patience;

/**
 * Stops a run when the process is asked to end, and lets the process go on until what came of the
 * run has been told.
 */
final class Interruption implements AutoCloseable {
  /** What an end takes besides what is under way. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(LocalScenario scenario, Duration longest) {
    hook = new Thread(() -> stop(scenario, longest), "scenario-interruption");
  }

  /** From now on, until it is closed. */
  static Interruption stops(LocalScenario scenario, Patience patience) {
    Interruption interruption = new Interruption(scenario, patience.drain().plus(GRACE));
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void stop(LocalScenario scenario, Duration longest) {
    scenario.stop();
    try {
      boolean unusedIsTold = told.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    told.countDown();
    try {
      boolean unusedWasThere = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, by this hook.
    }
  }
}
