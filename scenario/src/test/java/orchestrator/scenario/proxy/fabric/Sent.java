package orchestrator.scenario.proxy.fabric;

import java.util.ArrayList;
import java.util.List;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Transaction;

/** Is a transaction that remembers how far it has come. */
final class Sent implements Transaction {
  private final String name;
  private final long number;
  private final List<Phase> phases = new ArrayList<>();

  Sent(String name, long number) {
    this.name = name;
    this.number = number;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String payload() {
    return "00ff";
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String run() {
    return "run-1";
  }

  @Override
  public int entry() {
    return 2;
  }

  @Override
  public synchronized void reached(Phase phase) {
    if (!phases.contains(phase)) {
      phases.add(phase);
    }
  }

  synchronized List<Phase> phases() {
    return List.copyOf(phases);
  }
}
