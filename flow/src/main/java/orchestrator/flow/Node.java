package orchestrator.flow;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Is a part of a flow as it was described. */
sealed interface Node {
  /** A block. */
  record Call(Visit visit) implements Node {}

  /** A change that the orchestrator makes itself. */
  record Change(String name, Function<Object, Object> change) implements Node {}

  /** One of several ways. */
  record Choice(String name, List<Case> cases) implements Node {}

  /** A way of a choice; the condition of the other way is always true. */
  record Case(String name, Predicate<Object> condition, List<Node> body) {}

  /** Several ways at once. */
  record Fork(String name, List<Branch> branches, Function<List<Object>, Object> join)
      implements Node {}

  /** A way of a fork. */
  record Branch(String name, List<Node> body) {}

  /** The same way again and again. */
  record Loop(
      String name, int limit, boolean isCheckedFirst, Predicate<Object> again, List<Node> body)
      implements Node {}

  /** Another flow, as a part of this one. */
  record Sub(String name, List<Node> body) implements Node {}
}
