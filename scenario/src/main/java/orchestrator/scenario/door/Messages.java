package orchestrator.scenario.door;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import orchestrator.scenario.run.RunPlan;
import orchestrator.scenario.settings.Fault;
import orchestrator.scenario.settings.ScenarioSettings;

/** Makes what the service says to controllers: a JSON object, whose {@code type} says what. */
final class Messages {
  private Messages() {}

  static ObjectNode accepted(ScenarioSettings settings) {
    ObjectNode message = of("accepted");
    message.put("nodes", settings.isStop() ? 0 : settings.entries().size());
    message.put("transactions", settings.quantity());
    return message;
  }

  static ObjectNode refused(List<Fault> faults) {
    ObjectNode message = of("refused");
    ArrayNode list = message.putArray("faults");
    for (Fault fault : faults) {
      list.addObject().put("place", fault.place()).put("fault", fault.text());
    }
    return message;
  }

  static ObjectNode superseded() {
    return of("superseded");
  }

  static ObjectNode waiting(int living, int wanted) {
    return of("waiting").put("living", living).put("wanted", wanted);
  }

  static ObjectNode started(RunPlan plan) {
    ObjectNode message = of("started").put("run", plan.id()).put("seed", plan.seed());
    plan.nodes().forEach(message.putArray("nodes")::add);
    return message;
  }

  static ObjectNode ended(RunPlan plan, String how, ObjectNode totals) {
    ObjectNode message = of("ended").put("run", plan.id()).put("how", how);
    message.set("totals", totals);
    return message;
  }

  static ObjectNode failed(String why) {
    return of("failed").put("reason", why);
  }

  private static ObjectNode of(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
