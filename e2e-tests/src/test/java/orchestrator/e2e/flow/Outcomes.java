package orchestrator.e2e.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;

/** Lets orders go through the shop, and tells how. */
final class Outcomes {
  private Outcomes() {}

  /** How runs came out, and by which way: the two branches of the fork in the order of names. */
  static Map<String, String> of(FlowRunner runner, int from, int to) throws Exception {
    List<Run<Shop.Paid>> runs = new ArrayList<>();
    for (int number = from; number < to; number++) {
      runs.add(runner.start(Shop.FLOW, "order " + number, Shop.order(number)));
    }
    Map<String, String> outcomes = new TreeMap<>();
    for (Run<Shop.Paid> run : runs) {
      RunResult<Shop.Paid> outcome = run.outcome().get(2, TimeUnit.MINUTES);
      List<String> trail = new ArrayList<>(run.trail());
      if (trail.indexOf("label") + 1 == trail.indexOf("pack")) {
        int label = trail.indexOf("label");
        trail.set(label, "pack");
        trail.set(label + 1, "label");
      }
      outcomes.put(
          run.id(),
          outcome.status()
              + " "
              + outcome.result().map(Shop.Paid::toString).orElse("")
              + (outcome.fault() == null ? "" : outcome.fault().text())
              + " "
              + trail);
    }
    return outcomes;
  }
}
