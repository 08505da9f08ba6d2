package orchestrator.loopback.orderer;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/**
 * Orders transactions: takes them in and cuts the blocks of the channels. When it is stopped, what
 * it has taken and not yet put into a block is lost, as with an orderer that is killed.
 */
public final class Orderer {
  private final BlockRules rules;
  private final Consumer<List<Envelope>> order;
  private final IntSupplier gathered;
  private final ScheduledExecutorService timer;
  private final Map<String, Chain> chains = new ConcurrentHashMap<>();
  private final Map<String, PendingBlock> pending = new ConcurrentHashMap<>();
  private volatile boolean isRunning = true;

  /**
   * A running orderer without channels.
   *
   * @param order puts the transactions of each block into their order
   * @param gathered how many transactions a block waits for, whatever the rules say; 0 for the
   *     rules
   */
  public Orderer(BlockRules rules, Consumer<List<Envelope>> order, IntSupplier gathered) {
    this.rules = rules;
    this.order = order;
    this.gathered = gathered;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "orderer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Orders a channel too. */
  public void add(Chain chain) {
    chains.put(chain.channel(), chain);
    pending.put(chain.channel(), new PendingBlock(chain, rules, timer, order, gathered));
  }

  /** Whether it takes transactions. */
  public boolean isRunning() {
    return isRunning;
  }

  /** Takes transactions again. */
  public void start() {
    isRunning = true;
  }

  /** Takes none from now on, and loses those that are in no block yet. */
  public void stop() {
    isRunning = false;
    pending.values().forEach(PendingBlock::clear);
  }

  /** Stops for good. */
  public void close() {
    stop();
    timer.shutdownNow();
  }

  /** Takes a transaction for a channel that it has; the answer is that of Fabric's orderer. */
  public BroadcastResponse broadcast(String channel, Envelope envelope) {
    Chain chain = chains.get(channel);
    int bytes = envelope.getPayload().size() + envelope.getSignature().size();
    if (bytes > rules.largestBytes()) {
      return refused(
          Status.BAD_REQUEST,
          "message payload is %d bytes and exceeds maximum allowed %d bytes"
              .formatted(bytes, rules.largestBytes()));
    }
    if (!isSigned(chain, envelope)) {
      return refused(
          Status.FORBIDDEN,
          "implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy"
              + " requires 1 of the 'Writers' sub-policies to be satisfied: permission denied");
    }
    pending.get(channel).add(envelope);
    return BroadcastResponse.newBuilder().setStatus(Status.SUCCESS).build();
  }

  private static boolean isSigned(Chain chain, Envelope envelope) {
    try {
      Payload payload = Payload.parseFrom(envelope.getPayload());
      SignatureHeader signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
      return chain
          .membership()
          .hasSigned(signer.getCreator(), envelope.getPayload(), envelope.getSignature());
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static BroadcastResponse refused(Status status, String info) {
    return BroadcastResponse.newBuilder().setStatus(status).setInfo(info).build();
  }
}
