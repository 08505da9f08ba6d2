package orchestrator.flow.step;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Describes one way that {@link Step#choose} may go: a condition, and the steps to run when it
 * holds.
 *
 * <pre>{@code
 * Step size = Step.choose("size",
 *     when("text", String.class, text -> true, length),
 *     when("list", new TypeToken<List<String>>() {}, list -> !list.isEmpty(), join, length),
 *     otherwise(zero));
 * }</pre>
 *
 * <p>The condition sees what the step before gave; of several values it sees all, as {@link
 * Values}. A branch for a narrower type than what comes fits only values of that type.
 */
public final class Branch {
  private final String label;
  private final Optional<Condition<?>> condition;
  private final Steps body;

  private Branch(String label, Optional<Condition<?>> condition, Steps body) {
    this.label = label;
    this.condition = condition;
    this.body = body;
    condition.ifPresent(
        asked -> body.checkTakes(List.of(asked.type()), () -> label, Optional.empty()));
  }

  /**
   * A branch for values that are of a type and meet a condition.
   *
   * @throws orchestrator.flow.error.StepperException EMPTY_STEPPER without steps, DATA_CONSISTENCY
   *     when they do not fit together or do not take the type
   */
  public static <T> Branch when(
      String name, Class<T> type, Predicate<? super T> condition, Step... body) {
    return when(name, TypeToken.of(type), condition, body);
  }

  /** The same for a generic type; one that is narrower than what comes must be a plain class. */
  public static <T> Branch when(
      String name, TypeToken<T> type, Predicate<? super T> condition, Step... body) {
    String label = "branch '" + Names.checked("branch", name) + "'";
    return new Branch(
        label, Optional.of(new Condition<>(type, condition)), Steps.within(label, List.of(body)));
  }

  /** The branch for all values that no branch before it fits: {@code otherwise(triple)}. */
  public static Branch otherwise(Step... body) {
    String label = "branch 'otherwise'";
    return new Branch(label, Optional.empty(), Steps.within(label, List.of(body)));
  }

  String label() {
    return label;
  }

  Optional<Condition<?>> condition() {
    return condition;
  }

  Steps body() {
    return body;
  }
}
