package orchestrator.client.fake;

import java.util.function.BooleanSupplier;

/** Waiting for what happens elsewhere. The time limit is the test's own. */
public final class Await {
  private static final int POLL_MILLIS = 5;

  private Await() {}

  /** Waits until the condition holds. */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(POLL_MILLIS);
    }
  }
}
