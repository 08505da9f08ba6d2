package orchestrator.flow;

import com.google.common.reflect.TypeToken;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Describes a choice: the first way whose condition holds is gone.
 *
 * <pre>{@code
 * flow.choose("payment")
 *     .when("card", Order::byCard, way -> way.then(card))
 *     .when("cash", Order::byCash, way -> way.then(cash))
 *     .otherwise(way -> way.then(invoice))
 * }</pre>
 *
 * @param <I> what the flow takes
 * @param <C> what comes to the choice
 */
public final class ChoiceBuilder<I, C> {
  private final FlowBuilder<I, C> flow;
  private final String name;

  ChoiceBuilder(FlowBuilder<I, C> flow, String name) {
    this.flow = flow;
    this.name = name;
  }

  /** The first way, which says what all ways give. */
  public <N> Ways<I, C, N> when(
      String way,
      Predicate<? super C> condition,
      Function<FlowBuilder<C, C>, FlowBuilder<C, N>> body) {
    return new Ways<I, C, N>(flow, name).when(way, condition, body);
  }

  /**
   * Holds the ways so far.
   *
   * @param <I> what the flow takes
   * @param <C> what comes to the choice
   * @param <N> what all ways give
   */
  public static final class Ways<I, C, N> {
    private final FlowBuilder<I, C> flow;
    private final String name;
    private final List<Node.Case> cases = new ArrayList<>();
    private TypeToken<?> gives = TypeToken.of(Object.class);

    Ways(FlowBuilder<I, C> flow, String name) {
      this.flow = flow;
      this.name = name;
    }

    /** One more way, which is gone when its condition holds and none before it did. */
    @CanIgnoreReturnValue
    public Ways<I, C, N> when(
        String way,
        Predicate<? super C> condition,
        Function<FlowBuilder<C, C>, FlowBuilder<C, N>> body) {
      FlowBuilder<C, N> end = body.apply(flow.branch(Names.checked("way", way)));
      if (cases.isEmpty()) {
        gives = end.current();
      } else if (gives.isSubtypeOf(end.current())) {
        gives = end.current();
      } else {
        flow.fits(name + " (" + way + ")", end.current(), gives, true);
      }
      cases.add(new Node.Case(way, FlowBuilder.erased(condition), end.nodes()));
      return this;
    }

    /** The way that is gone when no condition holds. */
    @CanIgnoreReturnValue
    public FlowBuilder<I, N> otherwise(Function<FlowBuilder<C, C>, FlowBuilder<C, N>> body) {
      return when("else", any -> true, body).end();
    }

    /** Lets a run fail for which no condition holds. */
    @CanIgnoreReturnValue
    public FlowBuilder<I, N> orFail() {
      return end();
    }

    private FlowBuilder<I, N> end() {
      return flow.add(new Node.Choice(name, List.copyOf(cases)), name, gives);
    }
  }
}
