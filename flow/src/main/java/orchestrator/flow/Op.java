package orchestrator.flow;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Is one instruction of a flow that was put together. */
sealed interface Op {
  /**
   * Visits a block.
   *
   * @param loops how many loops are around it
   * @param arrival where the branch around it arrives; -1 outside of forks
   * @param arrivalLoops how many loops are around that branch's fork
   */
  record Call(Visit visit, int loops, int arrival, int arrivalLoops) implements Op {}

  /** Changes the body. */
  record Change(Function<Object, Object> change) implements Op {}

  /** Goes on when a condition holds, and elsewhere when it does not. */
  record Case(Predicate<Object> condition, int otherwise) implements Op {}

  /** Fails, since no way of a choice was gone. */
  record NoWay(String choice) implements Op {}

  /** Goes on at another instruction. */
  record Jump(int to) implements Op {}

  /** Goes several ways. */
  record Fork(String name, List<Integer> starts) implements Op {}

  /**
   * Ends a way of a fork.
   *
   * @param arrival where the branch around the fork arrives; -1 outside of forks
   */
  record Arrive(
      String fork,
      int branch,
      int branches,
      Function<List<Object>, Object> join,
      int then,
      int loops,
      int arrival,
      int arrivalLoops)
      implements Op {}

  /** Enters a loop. */
  record Enter() implements Op {}

  /**
   * Goes round a loop once more, or leaves it.
   *
   * @param again null when nothing is asked
   */
  record Lap(String loop, int limit, @Nullable Predicate<Object> again, int exit) implements Op {}

  /** Ends the flow. */
  record End() implements Op {}
}
