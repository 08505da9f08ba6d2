package orchestrator.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowOrchestratorException;
import org.jspecify.annotations.Nullable;

/** Is a flow put together: instructions, and at which of them each visit is. */
final class Program {
  /** Around what an instruction is: loops, and the end of the innermost branch. */
  private record Around(String prefix, int loops, int arrival, int arrivalLoops) {}

  private final String flow;
  private final boolean hasDuplicates;
  private final List<Op> ops = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Visit> visits = new LinkedHashMap<>();
  private int position;
  private boolean hasForks;
  private Op[] code = {};

  private Program(String flow, boolean hasDuplicates) {
    this.flow = flow;
    this.hasDuplicates = hasDuplicates;
  }

  static Program of(String flow, List<Node> nodes, boolean hasDuplicates) {
    Program program = new Program(flow, hasDuplicates);
    program.add(nodes, new Around("", 0, -1, 0));
    program.ops.add(new Op.End());
    program.code = program.ops.toArray(new Op[0]);
    if (program.visits.isEmpty()) {
      throw new FlowOrchestratorException(
          FlowError.FLOW_BUILDER, "flow '%s' has no block".formatted(flow));
    }
    return program;
  }

  Op at(int place) {
    return code[place];
  }

  /** Where a visit is; -1 for none. */
  int place(String visit) {
    return places.getOrDefault(visit, -1);
  }

  Visit visit(String name) {
    Visit visit = visits.get(name);
    if (visit == null) {
      throw unknown(name);
    }
    return visit;
  }

  List<Visit> visits() {
    return List.copyOf(visits.values());
  }

  boolean hasForks() {
    return hasForks;
  }

  FlowOrchestratorException unknown(String source) {
    return new FlowOrchestratorException(
        FlowError.FLOW,
        "flow '%s' has no block '%s', which is the source of the message; it has %s"
            .formatted(flow, source, shown(visits.keySet().stream().toList())));
  }

  private static String shown(List<String> names) {
    int most = 20;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + ", and " + (names.size() - most) + " more";
  }

  private void add(List<Node> nodes, Around around) {
    for (Node node : nodes) {
      if (node instanceof Node.Call call) {
        call(call.visit(), around);
      } else if (node instanceof Node.Change change) {
        ops.add(new Op.Change(change.change()));
      } else if (node instanceof Node.Choice choice) {
        choice(choice, around);
      } else if (node instanceof Node.Fork fork) {
        fork(fork, around);
      } else if (node instanceof Node.Loop loop) {
        loop(loop, around);
      } else if (node instanceof Node.Sub sub) {
        String prefix = around.prefix + sub.name() + ".";
        add(sub.body(), new Around(prefix, around.loops, around.arrival, around.arrivalLoops));
      }
    }
  }

  private void call(Visit visit, Around around) {
    String plain = around.prefix + visit.name();
    String name = hasDuplicates ? plain + "_" + position : plain;
    Visit named = visit.named(name);
    if (visits.put(name, named) != null) {
      throw new FlowOrchestratorException(
          FlowError.NOT_UNIQUE_BLOCK_IN_FLOW,
          "flow '%s', position %d: the block '%s' is in the flow already; allowDuplicates() lets it"
              .formatted(flow, position, name));
    }
    places.put(name, ops.size());
    ops.add(new Op.Call(named, around.loops, around.arrival, around.arrivalLoops));
    position++;
  }

  private void choice(Node.Choice choice, Around around) {
    List<Integer> exits = new ArrayList<>();
    for (Node.Case way : choice.cases()) {
      int test = reserve();
      add(way.body(), around);
      exits.add(reserve());
      ops.set(test, new Op.Case(way.condition(), ops.size()));
    }
    // The condition of the other way always holds, so that nothing falls through it.
    ops.add(new Op.NoWay(choice.name()));
    exits.forEach(exit -> ops.set(exit, new Op.Jump(ops.size())));
  }

  private void fork(Node.Fork fork, Around around) {
    hasForks = true;
    int split = reserve();
    String name = around.prefix + fork.name() + "@" + split;
    int branches = fork.branches().size();
    List<Integer> starts = new ArrayList<>(branches);
    List<Integer> arrivals = new ArrayList<>();
    for (int branch = 0; branch < branches; branch++) {
      // A branch begins with its end, so that the visits in it know where that is.
      int arrival = reserve();
      arrivals.add(arrival);
      starts.add(ops.size());
      add(
          fork.branches().get(branch).body(),
          new Around(around.prefix, around.loops, arrival, around.loops));
      ops.add(new Op.Jump(arrival));
    }
    ops.set(split, new Op.Fork(name, List.copyOf(starts)));
    for (int branch = 0; branch < branches; branch++) {
      ops.set(
          arrivals.get(branch),
          new Op.Arrive(
              name,
              branch,
              branches,
              fork.join(),
              ops.size(),
              around.loops,
              around.arrival,
              around.arrivalLoops));
    }
  }

  private void loop(Node.Loop loop, Around around) {
    Around inside =
        new Around(around.prefix, around.loops + 1, around.arrival, around.arrivalLoops);
    ops.add(new Op.Enter());
    if (loop.isCheckedFirst()) {
      int check = reserve();
      add(loop.body(), inside);
      ops.add(new Op.Jump(check));
      ops.set(check, new Op.Lap(loop.name(), loop.limit(), loop.again(), ops.size()));
      return;
    }
    ops.add(new Op.Lap(loop.name(), loop.limit(), null, 0));
    int start = ops.size();
    add(loop.body(), inside);
    int check = reserve();
    ops.add(new Op.Jump(start));
    ops.set(check, new Op.Lap(loop.name(), loop.limit(), loop.again(), ops.size()));
  }

  private int reserve() {
    ops.add(new Op.End());
    return ops.size() - 1;
  }

  /** Whether blocks wait for their answers, or null when what carries messages decides. */
  @Nullable Boolean isAsync() {
    List<Visit> all = new ArrayList<>(visits.values());
    visits.values().forEach(visit -> visit.undo().ifPresent(all::add));
    Visit sync = null;
    Visit async = null;
    for (Visit visit : all) {
      Sending sending = visit.block().sending();
      Handlers handlers = visit.handlers();
      sync = (sending.isSync() || handlers.isSync()) ? visit : sync;
      async = (sending.isAsync() || handlers.isAsync()) ? visit : async;
    }
    if (sync != null && async != null) {
      throw new FlowOrchestratorException(
          FlowError.WORK_TYPE_MISMATCH,
          "flow '%s': the block '%s' is asynchronous, and '%s' is not"
              .formatted(flow, async, sync));
    }
    if (sync == null && async == null) {
      return null;
    }
    return async != null;
  }
}
