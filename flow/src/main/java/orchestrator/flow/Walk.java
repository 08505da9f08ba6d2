package orchestrator.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowOrchestratorException;
import org.jspecify.annotations.Nullable;

/** Finds out what comes next for one message; it visits nothing. */
final class Walk {
  private final String flow;
  private final Program program;
  private final Joins joins;
  private final List<String> forked = new ArrayList<>(0);
  private final List<String> joined = new ArrayList<>(0);
  private final List<String> finished = new ArrayList<>(0);

  Walk(String flow, Program program, Joins joins) {
    this.flow = flow;
    this.program = program;
    this.joins = joins;
  }

  /** What comes after where the message was last. */
  Next after(Message<?> given) {
    Next next = first(given);
    return next instanceof Next.Behind behind
        ? go(behind.place(), behind.laps(), behind.message(), false)
        : next;
  }

  private Next first(Message<?> given) {
    String source = given.header().source();
    if (source.isEmpty()) {
      return given.header().fault() == null ? go(0, "", given, false) : undo(given);
    }
    Header header = given.header().withPassage(Passage.from(given.place()));
    Message<?> message = given.withHeader(header);
    if (source.startsWith(Visit.UNDO)) {
      return undo(undone(message));
    }
    int place = program.place(source);
    if (place < 0) {
      throw program.unknown(source);
    }
    Op.Call call = (Op.Call) program.at(place);
    Laps.check(header.laps(), call.loops(), source);
    Fault fault = header.fault();
    if (fault == null) {
      return go(place + 1, header.laps(), withUndo(call.visit(), message), false);
    }
    // What failed behind a visit has not undone the visit itself.
    boolean isBehind = fault.kind() == Fault.Kind.FLOW && !fault.place().equals(message.place());
    return failed(
        isBehind ? withUndo(call.visit(), message) : message,
        call.arrival(),
        Laps.outermost(header.laps(), call.arrivalLoops()));
  }

  /** Lets the joins forget that went on by this walk. */
  void finish() {
    finished.forEach(joins::finished);
  }

  /**
   * Goes on up to the next visit.
   *
   * @param isBranch whether whoever asks goes on behind a join himself
   */
  private Next go(int start, String startLaps, Message<?> startMessage, boolean isBranch) {
    int place = start;
    String laps = startLaps;
    Message<?> message = startMessage;
    while (true) {
      Op op = program.at(place);
      if (op instanceof Op.Call call) {
        return new Next.Go(call.visit(), marked(message), laps);
      } else if (op instanceof Op.End) {
        return new Next.End(message);
      } else if (op instanceof Op.Jump jump) {
        place = jump.to();
      } else if (op instanceof Op.Change change) {
        message = message.withBody(change.change().apply(message.body()));
        place++;
      } else if (op instanceof Op.Case way) {
        place = way.condition().test(message.body()) ? place + 1 : way.otherwise();
      } else if (op instanceof Op.NoWay none) {
        throw new FlowOrchestratorException(
            FlowError.NO_BRANCH,
            "flow '%s': no condition of the choice '%s' holds".formatted(flow, none.choice()));
      } else if (op instanceof Op.Enter) {
        laps = Laps.enter(laps);
        place++;
      } else if (op instanceof Op.Lap lap) {
        if (lap.again() != null && !lap.again().test(message.body())) {
          laps = Laps.leave(laps);
          place = lap.exit();
        } else if (Laps.innermost(laps) >= lap.limit()) {
          throw new FlowOrchestratorException(
              FlowError.LOOP_LIMIT,
              "flow '%s': the loop '%s' would go round more than %d times"
                  .formatted(flow, lap.loop(), lap.limit()));
        } else {
          laps = Laps.next(laps);
          place++;
        }
      } else {
        Next next =
            op instanceof Op.Fork fork
                ? split(fork, laps, message)
                : arrive((Op.Arrive) op, laps, message);
        boolean isOwn = op instanceof Op.Fork || !isBranch;
        if (!(next instanceof Next.Behind behind) || !isOwn) {
          return next;
        }
        place = behind.place();
        laps = behind.laps();
        message = behind.message();
      }
    }
  }

  /** Most ways have neither fork nor join. */
  private Message<?> marked(Message<?> message) {
    if (forked.isEmpty() && joined.isEmpty()) {
      return message;
    }
    Header header = message.header();
    Passage passage =
        new Passage(header.passage().before(), List.copyOf(forked), List.copyOf(joined));
    return message.withHeader(header.withPassage(passage));
  }

  /** A branch that cannot begin fails alone; the others go on to the join. */
  private Next split(Op.Fork fork, String laps, Message<?> message) {
    forked.add(fork.name() + "#" + laps);
    List<Next.Go> visits = new ArrayList<>();
    for (int start : fork.starts()) {
      Next next;
      try {
        next = go(start, laps, message, true);
      } catch (RuntimeException e) {
        next = failed(message.failedBehind(e), start - 1, laps);
      }
      if (next instanceof Next.Many many) {
        visits.addAll(many.visits());
      } else if (next instanceof Next.Go go && !go.isUndo()) {
        visits.add(go);
      } else if (!(next instanceof Next.Wait)) {
        // No branch visits anything, and this one was the last.
        return next;
      }
    }
    return visits.isEmpty() ? new Next.Wait() : new Next.Many(visits);
  }

  private Next arrive(Op.Arrive arrive, String laps, Message<?> message) {
    String fork = arrive.fork() + "#" + laps;
    String join = message.header().run() + "/" + fork;
    Optional<List<Message<?>>> all =
        joins.arrived(join, arrive.branch(), arrive.branches(), message);
    if (all.isEmpty()) {
      return new Next.Wait();
    }
    joined.add(fork);
    finished.add(join);
    Message<?> merged = merged(all.get());
    if (merged.fault().isPresent()) {
      return failed(merged, arrive.arrival(), Laps.outermost(laps, arrive.arrivalLoops()));
    }
    List<Object> bodies = new ArrayList<>();
    all.get().forEach(one -> bodies.add(one.body()));
    return new Next.Behind(arrive.then(), laps, merged.withBody(arrive.join().apply(bodies)));
  }

  /** What is left of several branches, as if there had been one. */
  private static Message<?> merged(List<Message<?>> all) {
    Header header = all.get(0).header();
    int base = header.toUndo() == null ? 0 : header.toUndo().depth();
    for (Message<?> message : all) {
      base = Math.min(base, ToUndo.common(header.toUndo(), message.header().toUndo()));
    }
    ToUndo toUndo = ToUndo.bottom(header.toUndo(), base);
    Map<String, String> attributes = new TreeMap<>();
    Fault fault = null;
    List<String> before = new ArrayList<>();
    for (Message<?> message : all) {
      before.addAll(message.header().passage().before());
      toUndo = ToUndo.join(toUndo, message.header().toUndo(), base);
      message.header().attributes().forEach(attributes::putIfAbsent);
      fault = Fault.both(fault, message.header().fault());
    }
    Header one =
        new Header(
            header.run(),
            header.flow(),
            header.target(),
            header.source(),
            header.command(),
            header.laps(),
            toUndo,
            fault,
            null,
            Map.copyOf(attributes),
            new Passage(before.stream().distinct().toList(), List.of(), List.of()));
    return all.get(0).withHeader(one);
  }

  /** A branch that failed waits for the others; outside of forks the run is undone. */
  private Next failed(Message<?> message, int arrival, String laps) {
    return arrival < 0 ? undo(message) : arrive((Op.Arrive) program.at(arrival), laps, message);
  }

  private Next undo(Message<?> message) {
    ToUndo top = message.header().toUndo();
    if (top == null) {
      return new Next.End(message);
    }
    Visit visit = program.visit(top.visit()).undo().orElseThrow(() -> program.unknown(top.visit()));
    return new Next.Go(visit, marked(message.withBody(top.body())), top.laps());
  }

  private Message<?> undone(Message<?> message) {
    ToUndo top = message.header().toUndo();
    String visit = message.header().source().substring(Visit.UNDO.length());
    if (message.fault().isEmpty() || top == null || !top.visit().equals(visit)) {
      throw new FlowOrchestratorException(
          FlowError.FLOW, "flow '%s': '%s' is not what was to be undone".formatted(flow, visit));
    }
    return message.withHeader(message.header().withToUndo(top.before()));
  }

  private static Message<?> withUndo(Visit visit, Message<?> message) {
    if (visit.undo().isEmpty()) {
      return message;
    }
    Header header = message.header();
    @Nullable ToUndo more =
        ToUndo.push(header.toUndo(), visit.name(), header.laps(), message.body());
    return message.withHeader(header.withToUndo(Objects.requireNonNull(more)));
  }
}
