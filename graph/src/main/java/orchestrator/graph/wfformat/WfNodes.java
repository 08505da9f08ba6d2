package orchestrator.graph.wfformat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Value;

/** Makes nodes of tasks. */
final class WfNodes {
  /** The longest that the engine sleep takes: a year. */
  private static final double LONGEST_SECONDS = 365 * 86_400.0;

  private final WfOptions options;
  private final boolean usesNames;
  private final FaultList faults;

  /**
   * Makes nodes by these options.
   *
   * @param usesNames whether names tell tasks apart, so that nodes have them; else they have ids
   */
  WfNodes(WfOptions options, boolean usesNames, FaultList faults) {
    this.options = options;
    this.usesNames = usesNames;
    this.faults = faults;
  }

  private String title(WfTask task) {
    return usesNames ? task.name() : task.id();
  }

  Node node(int number, WfTask task) {
    return switch (options.engine()) {
      case nil -> node(number, task, "", List.of());
      case sleep -> node(number, task, "", List.of("milliseconds=" + milliseconds(task)));
      case shell -> program(number, task);
    };
  }

  private Node node(int number, WfTask task, String artifact, List<String> arguments) {
    return new Node(
        number,
        title(task),
        options.targetsMachines() ? machine(task.record()) : "",
        options.engine().name(),
        artifact,
        arguments,
        Map.of(),
        "",
        NodeOptions.DEFAULT);
  }

  private Node program(int number, WfTask task) {
    Optional<Value> command = task.record().field("command");
    Optional<String> program = command.flatMap(it -> it.text("program"));
    if (program.isEmpty() || program.get().isEmpty()) {
      faults.add(task.place(), "task " + title(task) + " has no command.program to run");
    }
    List<String> arguments = command.map(it -> it.texts("arguments")).orElse(List.of());
    return node(number, task, program.orElse(""), arguments);
  }

  /** How long the task ran, times the scale; none recorded is none. */
  private long milliseconds(WfTask task) {
    Optional<Value> runtime =
        task.record().field("runtimeInSeconds").or(() -> task.record().field("runtime"));
    if (runtime.isEmpty()) {
      return 0;
    }
    double seconds = runtime.get() instanceof Value.Scalar scalar ? scalar.number().orElse(-1) : -1;
    if (!(seconds >= 0) || seconds * options.scale() > LONGEST_SECONDS) {
      faults.add(runtime.get().place(), "a runtime is a number of seconds, of a year at most");
      return 0;
    }
    return Math.round(seconds * options.scale() * 1000);
  }

  private static String machine(Value record) {
    List<String> machines = record.texts("machines");
    return machines.isEmpty() ? record.text("machine").orElse("") : machines.get(0);
  }
}
