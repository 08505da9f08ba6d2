package orchestrator.scenario.proxy.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Transaction;

/** A transaction of a run, which writes down how far it came. */
record Sent(String run, int entry, long number, String payload, List<Phase> phases)
    implements Transaction {

  /** One of the run {@code run-1}. */
  static Sent of(long number, String payload) {
    return new Sent("run-1", 0, number, payload, new CopyOnWriteArrayList<>());
  }

  @Override
  public String name() {
    return "n0";
  }

  @Override
  public void reached(Phase phase) {
    phases.add(phase);
  }
}
