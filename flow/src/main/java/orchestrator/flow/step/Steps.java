package orchestrator.flow.step;

import static orchestrator.flow.error.FlowError.EMPTY_STEPPER;

import com.google.common.reflect.TypeToken;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import orchestrator.flow.error.StepperException;

/**
 * Lists the steps of a {@link Stepper}, and checks that each takes what the one before gives.
 *
 * <pre>{@code
 * Steps steps = Steps.of(start, add.with("by", 4), half);
 * for (Step step : steps) { ... }
 * }</pre>
 *
 * <p>A type fits when it is the same, a subtype, the box of a primitive, or an Optional of one of
 * these, also within generics: a {@code List<Integer>} goes where {@code List<? extends Number>} is
 * taken, not where {@code List<Number>} is. What the first step takes is checked when it runs.
 */
public final class Steps implements Iterable<Step> {
  /** How many choices and loops may lie one in the other. */
  public static final int MOST_NESTED = 100;

  private final List<Step> all;
  private final Optional<String> within;

  private Steps(List<Step> all, Optional<String> within) {
    if (all.isEmpty()) {
      throw new StepperException(
          EMPTY_STEPPER, within.orElse("a stepper") + " needs at least one step");
    }
    this.all = List.copyOf(all);
    this.within = within;
  }

  /**
   * Steps that fit together.
   *
   * @throws StepperException EMPTY_STEPPER when there is none, DATA_CONSISTENCY when a step does
   *     not take what the one before gives
   */
  public static Steps of(Step... steps) {
    return of(List.of(steps));
  }

  /** Steps that fit together, as {@link #of(Step...)}. */
  public static Steps of(List<Step> steps) {
    return new Steps(steps, Optional.empty()).checked();
  }

  /**
   * Steps of which nobody checks whether they fit, until they run: {@code Steps.unchecked(a, b)}.
   *
   * @throws StepperException EMPTY_STEPPER when there is none
   */
  public static Steps unchecked(Step... steps) {
    return unchecked(List.of(steps));
  }

  /** Unchecked steps, as {@link #unchecked(Step...)}. */
  public static Steps unchecked(List<Step> steps) {
    return new Steps(steps, Optional.empty());
  }

  /** Steps that fit together, in a part of a step. */
  static Steps within(String part, List<Step> steps) {
    return new Steps(steps, Optional.of(part)).checked();
  }

  /** How many steps there are. */
  public int size() {
    return all.size();
  }

  /**
   * One of the steps.
   *
   * @param position from 0
   * @throws IndexOutOfBoundsException when there is none
   */
  public Step get(int position) {
    return all.get(position);
  }

  @Override
  public Iterator<Step> iterator() {
    return all.iterator();
  }

  /** The types of what the last step may give. */
  public List<TypeToken<?>> results() {
    return all.get(all.size() - 1).results();
  }

  /** Checks that the first step takes what comes. */
  void checkTakes(List<TypeToken<?>> given, Place giver, Optional<Place> whole) {
    Place here = place(0);
    all.get(0).checkTakes(given, giver, whole.map(here::in).orElse(here));
  }

  /** How deep a step is that holds these bodies. */
  static int deeper(Step step, List<Steps> bodies) {
    int depth = 1;
    for (Steps body : bodies) {
      for (Step each : body) {
        depth = Math.max(depth, each.depth() + 1);
      }
    }
    if (depth > MOST_NESTED) {
      throw new IllegalArgumentException(
          step + " holds choices and loops that are nested more than " + MOST_NESTED + " deep");
    }
    return depth;
  }

  private Steps checked() {
    for (int i = 1; i < all.size(); i++) {
      all.get(i).checkTakes(all.get(i - 1).results(), place(i - 1), place(i));
    }
    return this;
  }

  private Place place(int position) {
    Place place = Place.of(all.get(position), position);
    return within.map(part -> place.in(() -> part)).orElse(place);
  }
}
