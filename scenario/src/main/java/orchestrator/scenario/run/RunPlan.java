package orchestrator.scenario.run;

import java.time.Instant;
import java.util.List;
import orchestrator.scenario.settings.ScenarioSettings;

/**
 * Holds all that a run follows from.
 *
 * @param id unique to the run: letters, digits and hyphens, sorted by time as text
 * @param settings what it runs
 * @param seed what its payloads follow from
 * @param begin the wall clock's time of its begin
 * @param nodes what people call the nodes of the entries, in the order of these
 */
public record RunPlan(
    String id,
    ScenarioSettings settings,
    long seed,
    Instant begin,
    List<String> nodes,
    Timing timing,
    Patience patience) {
  /** Keeps a copy of the list. */
  public RunPlan {
    nodes = List.copyOf(nodes);
  }
}
