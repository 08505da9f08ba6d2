package orchestrator.loopback.orderer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.Envelope;

/** The transactions of one channel that wait for the next block. */
final class PendingBlock {
  private final Chain chain;
  private final BlockRules rules;
  private final ScheduledExecutorService timer;
  private final Consumer<List<Envelope>> order;
  private final List<Envelope> waiting = new ArrayList<>();
  private long waitingBytes;
  private long cuts;

  /**
   * No transactions yet.
   *
   * @param order puts the transactions of a block into their order
   */
  PendingBlock(
      Chain chain,
      BlockRules rules,
      ScheduledExecutorService timer,
      Consumer<List<Envelope>> order) {
    this.chain = chain;
    this.rules = rules;
    this.timer = timer;
    this.order = order;
  }

  synchronized void add(Envelope envelope) {
    int bytes = envelope.getSerializedSize();
    if (!waiting.isEmpty() && waitingBytes + bytes > rules.preferredBytes()) {
      cut();
    }
    waiting.add(envelope);
    waitingBytes += bytes;
    if (waiting.size() >= rules.count() || waitingBytes >= rules.preferredBytes()) {
      cut();
    } else if (waiting.size() == 1) {
      long due = cuts;
      ScheduledFuture<?> unused =
          timer.schedule(() -> onTimeout(due), rules.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Forgets what waits, as an orderer that is killed does. */
  synchronized void clear() {
    waiting.clear();
    waitingBytes = 0;
    cuts++;
  }

  private synchronized void onTimeout(long due) {
    if (due == cuts) {
      cut();
    }
  }

  private synchronized void cut() {
    List<Envelope> block = new ArrayList<>(waiting);
    clear();
    order.accept(block);
    chain.append(block);
  }
}
