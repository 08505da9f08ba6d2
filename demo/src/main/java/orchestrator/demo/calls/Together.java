package orchestrator.demo.calls;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

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
   * @return what came out, in the order of the items
   * @throws RuntimeException what the first item failed by that failed, when all are done; an
   *     interrupt interrupts the work and is such a failure
   */
  public static <T, R> List<R> map(Collection<T> items, Function<T, R> work) {
    if (items.isEmpty()) {
      return List.of();
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(MOST, items.size()));
    try {
      List<Callable<R>> all =
          items.stream().<Callable<R>>map(item -> () -> work.apply(item)).toList();
      return threads.invokeAll(all).stream().map(Together::result).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  /** As {@link #map}, for work that has no result. */
  public static <T> void forEach(Collection<T> items, Consumer<T> work) {
    map(
        items,
        item -> {
          work.accept(item);
          return item;
        });
  }

  private static <R> R result(Future<R> done) {
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
