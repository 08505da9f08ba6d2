package orchestrator.graph.wfformat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.JsonValues;
import orchestrator.graph.source.Limits;
import orchestrator.graph.source.Place;
import orchestrator.graph.source.Source;
import orchestrator.graph.source.Value;

/**
 * Reads a workflow in WfFormat 1.4 or 1.5: each task is a node. Edges are what tasks say of parents
 * and children; where none says anything, a task waits for those that write the files it reads.
 */
public final class WfReader {
  private final FaultList faults = new FaultList();
  private final List<WfTask> tasks = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  private WfReader() {}

  /** Reads one; circles are not looked for. */
  public static Graph read(Source source, WfOptions options) throws FaultyGraphException {
    return new WfReader().graph(source, options);
  }

  private Graph graph(Source source, WfOptions options) throws FaultyGraphException {
    Value document = JsonValues.read(source.bytes(), faults);
    Optional<Value> workflow = document.field("workflow");
    if (workflow.isEmpty()) {
      throw FaultList.one(document.place(), "there is no workflow");
    }
    tasks(workflow.get());
    boolean hasRelatives =
        tasks.stream().anyMatch(it -> !it.parents().isEmpty() || !it.children().isEmpty());
    if (hasRelatives) {
      relatives();
    } else {
      files();
    }
    boolean areNamesUnique = tasks.stream().map(WfTask::name).distinct().count() == tasks.size();
    WfNodes made = new WfNodes(options, areNamesUnique, faults);
    List<Node> nodes = new ArrayList<>();
    for (WfTask task : tasks) {
      nodes.add(made.node(nodes.size(), task));
    }
    faults.check();
    return new Graph(document.text("name").orElse(""), nodes, edges, Optional.empty());
  }

  /** In newer files what a task is and what is known of its execution stand apart. */
  private void tasks(Value workflow) throws FaultyGraphException {
    Map<String, Value> records = new LinkedHashMap<>();
    workflow
        .field("execution")
        .flatMap(it -> it.field("tasks"))
        .ifPresent(
            all ->
                all.items()
                    .forEach(record -> record.text("id").ifPresent(id -> records.put(id, record))));
    Value specification = workflow.field("specification").orElse(workflow);
    Optional<Value> all = specification.field("tasks").or(() -> specification.field("jobs"));
    if (all.isEmpty() || !(all.get() instanceof Value.Sequence)) {
      throw FaultList.one(specification.place(), "the workflow has no list of tasks");
    }
    for (Value task : all.get().items()) {
      Optional<String> name = task.text("name");
      Optional<String> id = task.text("id").or(() -> name);
      if (id.isEmpty()) {
        faults.add(task.place(), "the task has neither id nor name");
        continue;
      }
      if (ids.putIfAbsent(id.get(), tasks.size()) != null) {
        faults.add(task.place(), "there is more than one task " + id.get());
        continue;
      }
      name.ifPresent(it -> names.merge(it, tasks.size(), (one, other) -> -1));
      Value record = records.getOrDefault(id.get(), task);
      tasks.add(WfTask.of(id.get(), name.orElse(id.get()), task, record));
      Limits.checkNodes(tasks.size(), task.place());
    }
    faults.check();
  }

  private void relatives() throws FaultyGraphException {
    for (int number = 0; number < tasks.size(); number++) {
      WfTask task = tasks.get(number);
      for (String parent : task.parents()) {
        int from = number(parent, "parent", task);
        edge(from, number, task.place());
      }
      for (String child : task.children()) {
        int to = number(child, "child", task);
        edge(number, to, task.place());
      }
    }
  }

  private void edge(int from, int to, Place place) throws FaultyGraphException {
    if (from >= 0 && to >= 0) {
      edges.add(new Edge(from, to));
      Limits.checkEdges(edges.size(), place);
    }
  }

  /** The number of a task by its id, else by a name that no other has; a fault and -1 if none. */
  private int number(String reference, String what, WfTask task) {
    int number = ids.getOrDefault(reference, names.getOrDefault(reference, -1));
    if (number < 0) {
      faults.add(task.place(), what + " " + reference + " of " + task.id() + " is no task");
    }
    return number;
  }

  private void files() throws FaultyGraphException {
    Map<String, List<Integer>> writers = new HashMap<>();
    for (int number = 0; number < tasks.size(); number++) {
      for (String file : tasks.get(number).outputs()) {
        writers.computeIfAbsent(file, it -> new ArrayList<>()).add(number);
      }
    }
    for (int number = 0; number < tasks.size(); number++) {
      WfTask task = tasks.get(number);
      for (String file : task.inputs()) {
        for (int writer : writers.getOrDefault(file, List.of())) {
          // Some tasks change a file in place.
          edge(writer == number ? -1 : writer, number, task.place());
        }
      }
    }
  }
}
