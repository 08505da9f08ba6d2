package orchestrator.demo.hospital;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Work that does not wait for other work. A call that writes waits for a block where a ledger holds
 * the state, and others can be in the same one.
 */
public final class Together {

  private static final int MOST = 32;

  private Together() {}

  /**
   * Works on all items at the same time and waits until that is done.
   *
   * @throws RuntimeException what the first item failed by that failed, when all are done; an
   *     interrupt interrupts the work and is such a failure
   */
  public static <T> void forEach(Collection<T> items, Consumer<T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(MOST);
    try {
      List<Callable<Object>> all =
          items.stream().map(item -> Executors.callable(() -> work.accept(item))).toList();
      for (Future<Object> done : threads.invokeAll(all)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
