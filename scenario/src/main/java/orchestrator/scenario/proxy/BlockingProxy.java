package orchestrator.scenario.proxy;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Drives one registered node by calls that wait, the simplest form of a proxy of one's own. A node
 * has one thread for its transactions, and one of them is under way at a time.
 */
public abstract class BlockingProxy implements Proxy {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          new ThreadFactoryBuilder().setNameFormat("node").setDaemon(true).build());

  /**
   * Sends a transaction, and returns when the chain has taken it.
   *
   * @param name the name of the settings' entry
   * @param hex the payload as hexadecimal text
   * @throws Exception when the transaction failed; the message says why
   */
  protected abstract void transact(String name, String hex) throws Exception;

  @Override
  public final CompletionStage<?> transact(Transaction transaction) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            transact(transaction.name(), transaction.payload());
            transaction.reached(Phase.ANSWERED);
            end.complete(null);
          } catch (Throwable e) {
            // Whatever the author's code throws is the transaction's failure.
            end.completeExceptionally(e);
          }
        });
    return end;
  }

  @Override
  public final int mostUnderWay() {
    return 1;
  }

  /** Interrupts the call that is under way. Whoever overrides this calls it too. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
