package orchestrator.client.worker;

import java.util.function.BooleanSupplier;
import orchestrator.client.OrchestratorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to finish one asset until its end is known: once more whenever the server went away in the
 * middle, and with a failure report when the attempt failed.
 *
 * @param <T> the kind of asset
 */
final class Attempts<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  /** Makes one try. */
  @FunctionalInterface
  interface Attempt {
    /**
     * Does what one try consists of.
     *
     * @param again whether an earlier try may have left something behind
     */
    void run(boolean again) throws Exception;
  }

  private final PersistentCalls calls;
  private final FailureReports<T> failures;

  Attempts(PersistentCalls calls, FailureReports<T> failures) {
    this.calls = calls;
    this.failures = failures;
  }

  /**
   * Tries until the end is known, the worker stops or the thread is interrupted.
   *
   * @param resumed whether an earlier process may have tried
   * @param isOpen asks the server whether the asset still waits for its end
   */
  void run(String key, T asset, boolean resumed, Attempt attempt, BooleanSupplier isOpen) {
    boolean again = resumed;
    for (int tries = 0; ; tries++) {
      try {
        attempt.run(again);
        return;
      } catch (OrchestratorException e) {
        if (!e.isTransient()) {
          failures.register(key, asset, e);
          return;
        }
        LOG.info("{} will be tried again: {}", key, e.getMessage());
      } catch (InterruptedException e) {
        LOG.info("{} was interrupted, and stays for the next process", key);
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable e) {
        failures.register(key, asset, e);
        return;
      }
      if (!calls.pause(tries) || !isOpen.getAsBoolean()) {
        return;
      }
      again = true;
    }
  }
}
