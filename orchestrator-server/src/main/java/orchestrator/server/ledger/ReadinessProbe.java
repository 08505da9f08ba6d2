package orchestrator.server.ledger;

import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;

/**
 * Asks the chaincode through one peer again and again whether it works, since who asks for
 * readiness is to be told at once.
 */
final class ReadinessProbe implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  /** While it does not work, so that it is soon known when it does. */
  private static final Duration IMPATIENT = Duration.ofMillis(200);

  private final LedgerPeer peer;
  private final String chaincode;
  private final ManagedChannel connection;
  private final Thread thread;
  private volatile boolean working;

  private ReadinessProbe(
      LedgerPeer peer, String chaincode, String channel, ManagedChannel connection) {
    this.peer = peer;
    this.chaincode = chaincode;
    this.connection = connection;
    this.thread = new Thread(this::run, "probe-" + peer.organization() + "-" + channel);
    thread.setDaemon(true);
  }

  /** Begins to ask. */
  static ReadinessProbe start(
      LedgerPeer peer, String chaincode, String channel, ManagedChannel connection) {
    ReadinessProbe probe = new ReadinessProbe(peer, chaincode, channel, connection);
    probe.thread.start();
    return probe;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        probe();
        RetryBudget.sleep(working ? PERIOD : IMPATIENT);
      }
    } catch (CancellationException e) {
      working = false;
    }
  }

  private void probe() {
    try {
      peer.evaluate(
          chaincode,
          InfoServiceGrpc.getQueryVersionMethod().getFullMethodName(),
          QueryVersionParam.getDefaultInstance().toByteArray());
      working = true;
    } catch (RuntimeException e) {
      working = false;
      // Else a connection that was refused for long is tried every two minutes only.
      connection.resetConnectBackoff();
    }
  }

  /** Whether the last question was answered. */
  boolean isWorking() {
    return working;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
