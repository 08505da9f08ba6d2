package orchestrator.app;

import io.grpc.Channel;
import java.util.Optional;
import orchestrator.http.DoorServices;
import orchestrator.scenario.door.ScenarioForward;
import orchestrator.server.config.Settings;

/**
 * Holds what runs in a server's process as a caller of its API.
 *
 * @param graphs runs graphs, if it is to
 * @param learning makes training tasks, if it is to
 * @param scenarios asks a service of scenarios, if there is one to ask
 */
record Jobs(
    Optional<GraphJob> graphs, Optional<LearningJob> learning, Optional<ScenarioForward> scenarios)
    implements AutoCloseable {
  /**
   * Starts those that a server's settings ask for.
   *
   * @param onLoopback whether only this machine can reach the doors of graphs
   */
  static Jobs of(Settings settings, Channel api, boolean onLoopback) {
    Optional<ScenarioForward> scenarios =
        settings.job(ScenarioForwardSettings.class).flatMap(ScenarioForwardSettings::open);
    Optional<GraphJob> graphs = Optional.empty();
    try {
      graphs = GraphJob.of(settings, api, onLoopback);
      return new Jobs(graphs, LearningJob.of(settings, api), scenarios);
    } catch (RuntimeException e) {
      graphs.ifPresent(GraphJob::close);
      scenarios.ifPresent(ScenarioForward::close);
      throw e;
    }
  }

  /** What they serve beside the API. */
  DoorServices besideTheApi() {
    DoorServices services =
        graphs.map(it -> it.services().besideTheApi()).orElse(DoorServices.NONE);
    DoorServices all =
        learning.map(it -> services.with(it.services().besideTheApi())).orElse(services);
    return scenarios.map(it -> all.withGuarded(it.services())).orElse(all);
  }

  @Override
  public void close() {
    scenarios.ifPresent(ScenarioForward::close);
    learning.ifPresent(LearningJob::close);
    graphs.ifPresent(GraphJob::close);
  }
}
