package orchestrator.client.resume;

import java.util.List;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.NewComputePlan;

/**
 * Holds what taking up a plan comes to, before anything is registered.
 *
 * @param old the plan that is taken up
 * @param plan the new plan; its key follows from the old one and from what is replaced
 * @param reruns the tasks that run again, parents before children
 * @param kept how many tasks of the old plan are done and stay as they are
 */
public record Resumption(ComputePlan old, NewComputePlan plan, List<Rerun> reruns, int kept) {
  /** Copies the list. */
  public Resumption {
    reruns = List.copyOf(reruns);
  }
}
