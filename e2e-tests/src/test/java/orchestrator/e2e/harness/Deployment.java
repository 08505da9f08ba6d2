package orchestrator.e2e.harness;

import java.io.IOException;
import java.util.Optional;

/**
 * Gives the system under test: an address, and two channels {@code mychannel} and {@code
 * yourchannel} that are open to {@code MyOrg1MSP} and {@code MyOrg2MSP}. Its channels may be in use
 * already.
 */
public interface Deployment extends AutoCloseable {

  /** Host and port of the API, in plain text: of gRPC, or of HTTP where this run calls so. */
  String target();

  /** A channel open to both organizations where nobody has registered anything, if there is one. */
  Optional<String> untouchedChannel();

  /** What the server has logged, for a reader of a failure; empty when it is not ours. */
  String log() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * The system that this run of the tests is about: {@code -Dtarget=HOST:PORT} names a server that
   * runs already; else one is started, on {@link Engine#ofThisRun}.
   */
  static Deployment ofThisRun() throws IOException, InterruptedException {
    String target = System.getProperty("target", "");
    if (!target.isEmpty()) {
      return new RunningDeployment(target);
    }
    return OwnDeployment.start();
  }
}
