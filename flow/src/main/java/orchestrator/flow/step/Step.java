package orchestrator.flow.step;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.function.Predicate;

/**
 * Is one step of a {@link Stepper}: a name, what it takes, what it gives, and how.
 *
 * <pre>{@code
 * Step add = Step.of(
 *         "add", Parameter.of("v", Integer.class), Parameter.of("by", Integer.class).orElse(4))
 *     .gives(Integer.class, (v, by) -> v + by);
 * Step addOne = add.with("by", 1);
 * }</pre>
 *
 * <p>A step never changes and may be used in many places. What it throws reaches the caller of the
 * stepper as it is.
 */
public abstract sealed class Step permits FunctionStep, ChoiceStep, LoopStep {
  private final String name;

  Step(String name) {
    this.name = Names.checked("step", name);
  }

  /** Begins a step that takes nothing: {@code Step.of("start").gives(Integer.class, () -> 3)}. */
  public static Takes.None of(String name) {
    return new Takes.None(name);
  }

  /** Begins a step of one parameter; see {@link Step} for an example. */
  public static <A> Takes.One<A> of(String name, Parameter<A> first) {
    return new Takes.One<>(name, first);
  }

  /** Begins a step of two parameters; see {@link Step} for an example. */
  public static <A, B> Takes.Two<A, B> of(String name, Parameter<A> first, Parameter<B> second) {
    return new Takes.Two<>(name, first, second);
  }

  /** Begins a step of three parameters; see {@link Step} for an example. */
  public static <A, B, C> Takes.Three<A, B, C> of(
      String name, Parameter<A> first, Parameter<B> second, Parameter<C> third) {
    return new Takes.Three<>(name, first, second, third);
  }

  /** Begins a step of four parameters; see {@link Step} for an example. */
  public static <A, B, C, D> Takes.Four<A, B, C, D> of(
      String name,
      Parameter<A> first,
      Parameter<B> second,
      Parameter<C> third,
      Parameter<D> fourth) {
    return new Takes.Four<>(name, first, second, third, fourth);
  }

  /** Begins a step that takes what a signature says; see {@link Signature} for an example. */
  public static Takes.Any of(String name, Signature signature) {
    return new Takes.Any(name, signature);
  }

  /**
   * A step that goes on with the first of its branches that fits.
   *
   * <pre>{@code
   * Step parity = Step.choose("parity",
   *     when("even", Integer.class, v -> v % 2 == 0, half),
   *     otherwise(triple));
   * }</pre>
   *
   * @throws orchestrator.flow.error.StepperException NO_STEP_BRANCH when there is no branch at all
   */
  public static Step choose(String name, Branch... branches) {
    return new ChoiceStep(name, List.of(branches));
  }

  /**
   * A step that runs its body again and again while a condition holds; not at all, if it does not
   * hold at first. What the body gives goes into its next round.
   *
   * <pre>{@code
   * Step odd = Step.repeatWhile("make odd", 64, Integer.class, v -> v % 2 == 0, half);
   * }</pre>
   *
   * @param limit how many rounds there may be; the run ends with STEP_LOOP_LIMIT when the condition
   *     still holds after them
   * @param type what the body takes and gives
   */
  public static <T> Step repeatWhile(
      String name, int limit, Class<T> type, Predicate<? super T> condition, Step... body) {
    return repeatWhile(name, limit, TypeToken.of(type), condition, body);
  }

  /** The same for a generic type: {@code Values.types(Integer.class, Integer.class)}. */
  public static <T> Step repeatWhile(
      String name, int limit, TypeToken<T> type, Predicate<? super T> condition, Step... body) {
    return new LoopStep(name, limit, new Condition<>(type, condition), List.of(body));
  }

  /** Its name, for messages. */
  public final String name() {
    return name;
  }

  /** What it declares to take; nothing for a choice or a loop, which hand on what they get. */
  public abstract List<Parameter<?>> parameters();

  /** The types of what it may give: one, or for a choice one for each branch. */
  public abstract List<TypeToken<?>> results();

  /**
   * The same step with a named argument. The parameter of this name then takes no other value: what
   * the step before gives goes to the others. A second argument of one name replaces the first.
   *
   * <p>Example: {@code add.with("by", 4)}.
   *
   * @throws orchestrator.flow.error.StepperException EXTRA_ATTRIBUTE when there is no such
   *     parameter, DATA_CONSISTENCY when the value is not of its type
   */
  public abstract Step with(String argument, Object value);

  /** How many lists of steps lie one in the other in it. */
  abstract int depth();

  /**
   * Checks that it takes what the step before gives.
   *
   * @param given the types that may come
   */
  abstract void checkTakes(List<TypeToken<?>> given, Place giver, Place here);

  /**
   * Takes the data of a run and does its part.
   *
   * @return false when the run goes on later, in another thread
   */
  abstract boolean go(Run run) throws Throwable;

  @Override
  public String toString() {
    return "step '" + name + "'";
  }
}
