package orchestrator.e2e.model;

import io.grpc.Channel;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/** Gives a server to run programs against, and channels of it. Threads may share it. */
public interface Target extends Closeable {

  /** A connection to the server's gRPC API. */
  Channel connection();

  /** The organizations that may call on every channel; two or more. */
  List<String> organizations();

  /**
   * A channel that nobody has used and that nobody else will be given; empty when there are no
   * more.
   */
  Optional<String> freshChannel();
}
