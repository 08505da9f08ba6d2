package orchestrator.loopback;

import java.io.IOException;
import java.time.Duration;
import orchestrator.loopback.chaincode.ChaincodeFailedException;
import orchestrator.loopback.chaincode.ChaincodeProcess;
import orchestrator.loopback.peer.Peer;

/** Waits for a chaincode that was started. */
final class ChaincodeStart {
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private ChaincodeStart() {}

  /** Returns when the peer is connected to its chaincode. */
  static void await(Peer peer, ChaincodeProcess process, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (process.isRunning() && System.nanoTime() < end) {
      try {
        peer.chaincode().connect();
        return;
      } catch (ChaincodeFailedException e) {
        pause();
      }
    }
    throw new IOException(
        "the chaincode of %s %s, see %s"
            .formatted(
                peer.mspId(),
                process.isRunning() ? "does not register" : "has ended",
                process.log()));
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(BETWEEN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a chaincode starts", e);
    }
  }
}
