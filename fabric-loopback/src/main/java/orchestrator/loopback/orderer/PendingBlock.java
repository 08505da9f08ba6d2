package orchestrator.loopback.orderer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.hyperledger.fabric.protos.common.Envelope;

/** Gathers the transactions of one channel that wait for the next block, and cuts it. */
final class PendingBlock {
  private final Chain chain;
  private final BlockRules rules;
  private final ScheduledExecutorService timer;
  private final Consumer<List<Envelope>> order;
  private final IntSupplier gathered;
  private final List<Envelope> waiting = new ArrayList<>();
  private long waitingBytes;
  private long cuts;

  /**
   * No transactions yet.
   *
   * @param order puts the transactions of a block into their order
   * @param gathered how many transactions a block waits for, whatever the rules say; 0 for the
   *     rules
   */
  PendingBlock(
      Chain chain,
      BlockRules rules,
      ScheduledExecutorService timer,
      Consumer<List<Envelope>> order,
      IntSupplier gathered) {
    this.chain = chain;
    this.rules = rules;
    this.timer = timer;
    this.order = order;
    this.gathered = gathered;
  }

  synchronized void add(Envelope envelope) {
    int bytes = envelope.getSerializedSize();
    if (!waiting.isEmpty() && waitingBytes + bytes > rules.preferredBytes()) {
      cut();
    }
    waiting.add(envelope);
    waitingBytes += bytes;
    int wanted = gathered.getAsInt();
    boolean full = wanted == 0 ? waiting.size() >= rules.count() : waiting.size() >= wanted;
    if (full || waitingBytes >= rules.preferredBytes()) {
      cut();
    } else if (waiting.size() == 1) {
      cutLater();
    }
  }

  private void cutLater() {
    long due = cuts;
    ScheduledFuture<?> unused =
        timer.schedule(() -> onTimeout(due), rules.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Forgets what waits, as an orderer that is killed does. */
  synchronized void clear() {
    waiting.clear();
    waitingBytes = 0;
    cuts++;
  }

  private synchronized void onTimeout(long due) {
    if (due != cuts) {
      return;
    }
    if (gathered.getAsInt() == 0) {
      cut();
    } else {
      cutLater();
    }
  }

  private synchronized void cut() {
    List<Envelope> block = new ArrayList<>(waiting);
    clear();
    order.accept(block);
    chain.append(block);
  }
}
