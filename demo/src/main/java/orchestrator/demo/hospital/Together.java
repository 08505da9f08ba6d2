package orchestrator.demo.hospital;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Does work that does not wait for other work. A call that writes waits for a block where a ledger
 * holds the state, and others can be in the same one.
 */
public final class Together {
  private static final int MOST = 32;

  private Together() {}

  /**
   * Works on all items at the same time and waits until that is done.
   *
   * @throws RuntimeException what one of the items failed by that failed, when all are done
   */
  public static <T> void forEach(Collection<T> items, Consumer<T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(MOST);
    try {
      CompletableFuture.allOf(
              items.stream()
                  .map(item -> CompletableFuture.runAsync(() -> work.accept(item), threads))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    } finally {
      threads.shutdown();
    }
  }
}
