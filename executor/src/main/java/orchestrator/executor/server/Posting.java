package orchestrator.executor.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.executor.Execution;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.wire.AttemptName;
import orchestrator.executor.wire.NodeJson;
import orchestrator.executor.wire.NodeState;

/** Holds a node that was posted, and what became of it. */
final class Posting {
  /** What one takes besides its texts, about. */
  private static final int BYTES = 1000;

  final String id;
  final Optional<AttemptName> attempt;
  private final Work work;
  private final int state;
  private final Execution execution;
  private final CompletableFuture<WorkResult> outcome;

  /** Whether it was stopped by who posted it, and is shown no more. */
  volatile boolean deleted;

  /** When it ended, by the nanosecond clock. */
  volatile long endedAt;

  Posting(String id, Optional<AttemptName> attempt, Work work, int state, Execution execution) {
    this.id = id;
    this.attempt = attempt;
    this.work = work;
    this.state = state;
    this.execution = execution;
    outcome = execution.outcome();
  }

  Work work() {
    return work;
  }

  CompletableFuture<WorkResult> outcome() {
    return outcome.copy();
  }

  void cancel() {
    execution.cancel();
  }

  /** The node as it is now; until it ends it has the state that it was sent with. */
  String json() {
    WorkResult end = outcome.getNow(null);
    return end == null
        ? NodeJson.of(work, NodeState.isEnd(state) ? NodeState.RUNNING : state)
        : NodeJson.of(work, end);
  }

  /** About what it takes in memory after its end. */
  long bytes() {
    WorkResult end = outcome.getNow(null);
    long characters = BYTES + (long) work.artifact().length() + work.name().length();
    for (String argument : work.arguments()) {
      characters += argument.length() + 50L;
    }
    if (end != null) {
      characters += (long) end.log().length() + end.reason().length();
      for (var output : end.outputs().entrySet()) {
        characters += (long) output.getKey().length() + output.getValue().length() + 100;
      }
    }
    return characters;
  }
}
