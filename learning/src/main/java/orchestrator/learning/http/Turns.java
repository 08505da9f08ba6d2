package orchestrator.learning.http;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/** Lets calls wait in threads that may, and bounds how many of them there are. */
final class Turns {
  private final Semaphore free;

  /** At most so many are under way or wait. */
  Turns(int most) {
    free = new Semaphore(most);
  }

  /**
   * Runs a call.
   *
   * @throws ProblemException when too many are under way
   */
  <T> CompletableFuture<T> run(ServiceRequestContext context, Callable<T> call) {
    if (!free.tryAcquire()) {
      throw new ProblemException(
          Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "too many calls are under way; try again soon")
              .with("retry-after", 1));
    }
    try {
      return CompletableFuture.supplyAsync(() -> done(call), context.blockingTaskExecutor());
    } catch (RuntimeException e) {
      // The threads have ended.
      free.release();
      throw e;
    }
  }

  private <T> T done(Callable<T> call) {
    try {
      return call.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    } finally {
      free.release();
    }
  }
}
