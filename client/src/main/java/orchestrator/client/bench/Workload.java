package orchestrator.client.bench;

import java.util.List;
import java.util.Map;
import orchestrator.client.OrchestratorClient;

/** Says what the clients of a measurement do. */
interface Workload {
  /** Registers what the run needs, before anything is measured. */
  void prepare(OrchestratorClient client);

  /** Starts what the clients need besides themselves. */
  default void begin(List<OrchestratorClient> connections) {}

  /**
   * Starts the endless loop of one client, which has one call under way at a time and goes on until
   * its connection ends.
   *
   * @param connection the client's connection, perhaps shared
   */
  void start(OrchestratorClient connection);

  /** Figures besides the times, taken when the window has ended. */
  default Map<String, Double> figures() {
    return Map.of();
  }
}
