package orchestrator.app;

import io.grpc.Channel;
import java.util.Optional;
import orchestrator.http.DoorServices;
import orchestrator.server.config.Settings;

/**
 * Holds what runs in a server's process as a caller of its API.
 *
 * @param graphs runs graphs, if it is to
 * @param learning makes training tasks, if it is to
 */
record Jobs(Optional<GraphJob> graphs, Optional<LearningJob> learning) implements AutoCloseable {
  /**
   * Starts those that a server's settings ask for.
   *
   * @param onLoopback whether only this machine can reach the doors of graphs
   */
  static Jobs of(Settings settings, Channel api, boolean onLoopback) {
    Optional<GraphJob> graphs = GraphJob.of(settings, api, onLoopback);
    try {
      return new Jobs(graphs, LearningJob.of(settings, api));
    } catch (RuntimeException e) {
      graphs.ifPresent(GraphJob::close);
      throw e;
    }
  }

  /** What they serve beside the API. */
  DoorServices besideTheApi() {
    DoorServices services =
        graphs.map(it -> it.services().besideTheApi()).orElse(DoorServices.NONE);
    return learning.map(it -> services.with(it.services().besideTheApi())).orElse(services);
  }

  @Override
  public void close() {
    learning.ifPresent(LearningJob::close);
    graphs.ifPresent(GraphJob::close);
  }
}
