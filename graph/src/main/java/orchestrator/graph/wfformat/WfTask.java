package orchestrator.graph.wfformat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.graph.source.Place;
import orchestrator.graph.source.Value;

/**
 * Holds a task of a workflow.
 *
 * @param id that tells it from others
 * @param name that others may refer to as well
 * @param parents ids or names of tasks that come before
 * @param children ids or names of tasks that come after
 * @param inputs files that it reads
 * @param outputs files that it writes
 * @param record what is known of its execution: the task itself in older files
 * @param place where it is
 */
record WfTask(
    String id,
    String name,
    List<String> parents,
    List<String> children,
    Set<String> inputs,
    Set<String> outputs,
    Value record,
    Place place) {
  /** The task as a file has it. */
  static WfTask of(String id, String name, Value task, Value record) {
    Set<String> inputs = new LinkedHashSet<>(task.texts("inputFiles"));
    Set<String> outputs = new LinkedHashSet<>(task.texts("outputFiles"));
    for (Value file : task.field("files").map(Value::items).orElse(List.of())) {
      Optional<String> named = file.text("id").or(() -> file.text("name"));
      Optional<String> link = file.text("link");
      named
          .filter(it -> link.isPresent())
          .ifPresent(it -> (link.get().equals("output") ? outputs : inputs).add(it));
    }
    return new WfTask(
        id,
        name,
        task.texts("parents"),
        task.texts("children"),
        inputs,
        outputs,
        record,
        task.place());
  }
}
