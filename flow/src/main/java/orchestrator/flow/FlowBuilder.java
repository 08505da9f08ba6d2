package orchestrator.flow;

import com.google.common.reflect.TypeToken;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowOrchestratorException;

/**
 * Describes a flow, in lines that read like the way that a message goes. Each line must take what
 * the one before gives, or it does not compile.
 *
 * <pre>{@code
 * Flow<Order, Parcel> flow =
 *     Flow.named("order", Order.class)
 *         .thenWhen(order -> order.pieces() > 100, approve)
 *         .then(reserve, visit -> visit.timeout(Duration.ofSeconds(5)).undoneBy(release))
 *         .map("bill", Bill.class, order -> new Bill(order, order.pieces() * 450))
 *         .then(pay, visit -> visit.retry(Retry.times(3)).undoneBy(refund))
 *         .repeatUntil("polls", 10, Parcel::isPacked, way -> way.then(poll))
 *         .build();
 * }</pre>
 *
 * @param <I> what the flow takes
 * @param <C> what the flow gives as far as it is described
 */
public final class FlowBuilder<I, C> {
  private static final int MOST_LAPS = 1_000_000;

  private final String flow;
  private final TypeToken<I> takes;
  private final List<Node> nodes = new ArrayList<>();
  private TypeToken<?> current;
  private String last;
  private boolean hasDuplicates;

  FlowBuilder(String flow, TypeToken<I> takes, String from) {
    this.flow = flow;
    this.takes = takes;
    this.current = takes;
    this.last = from;
  }

  /**
   * Allows the same block several times: each visit is then named {@code <block>_<position>}, from
   * 0.
   */
  @CanIgnoreReturnValue
  public FlowBuilder<I, C> allowDuplicates() {
    hasDuplicates = true;
    return this;
  }

  /** Visits a block. */
  @CanIgnoreReturnValue
  public <N> FlowBuilder<I, N> then(Block<? super C, N> block) {
    return then(block, UnaryOperator.identity());
  }

  /** Visits a block, with what holds at this position only. */
  @CanIgnoreReturnValue
  public <N> FlowBuilder<I, N> then(
      Block<? super C, N> block, UnaryOperator<VisitOptions<? super C, N>> options) {
    return call(options.apply(new VisitOptions<>(block)).visit(), block.gives());
  }

  /** Visits a block if a condition holds; else the message goes on as it is. */
  @CanIgnoreReturnValue
  public FlowBuilder<I, C> thenWhen(
      Predicate<? super C> condition, Block<? super C, ? extends C> block) {
    FlowBuilder<C, C> way = branch("when " + block.name());
    way.then(block);
    TypeToken<?> before = current;
    fits("when " + block.name(), before, way.current, true);
    Node.Case yes = new Node.Case("when", erased(condition), way.nodes);
    Node.Case no = new Node.Case("else", any -> true, List.of());
    nodes.add(new Node.Choice("when " + block.name(), List.of(yes, no)));
    return this;
  }

  /** Goes through another flow, whose visits are named {@code <flow>.<visit>} here. */
  @CanIgnoreReturnValue
  public <N> FlowBuilder<I, N> then(Flow<? super C, N> other) {
    fits(other.name(), current, other.takes(), false);
    nodes.add(new Node.Sub(other.name(), other.nodes()));
    return went(other.name(), other.gives());
  }

  /** Changes the message in the orchestrator itself, without a service and without a message. */
  @CanIgnoreReturnValue
  public <N> FlowBuilder<I, N> map(
      String name, Class<N> gives, Function<? super C, ? extends N> change) {
    return map(name, TypeToken.of(gives), change);
  }

  /** Changes the message to one whose type has parameters. */
  @CanIgnoreReturnValue
  public <N> FlowBuilder<I, N> map(
      String name, TypeToken<N> gives, Function<? super C, ? extends N> change) {
    nodes.add(new Node.Change(Names.checked("change", name), erasedChange(change)));
    return went(name, gives);
  }

  /** Goes one of several ways, the first whose condition holds. */
  public ChoiceBuilder<I, C> choose(String name) {
    return new ChoiceBuilder<>(this, Names.checked("choice", name));
  }

  /** Goes several ways at once, and on when all have come to their ends. */
  public ForkBuilder<I, C> parallel(String name) {
    return new ForkBuilder<>(this, Names.checked("fork", name));
  }

  /**
   * Goes a way again and again while a condition holds, which is asked before each time.
   *
   * @param limit how often at most, at least once and at most a million times; a run that wants
   *     more fails
   */
  @CanIgnoreReturnValue
  public FlowBuilder<I, C> repeatWhile(
      String name,
      int limit,
      Predicate<? super C> condition,
      Function<FlowBuilder<C, C>, FlowBuilder<C, C>> body) {
    return loop(name, limit, true, erased(condition), body);
  }

  /** Goes a way, and again until a condition holds, which is asked after each time. */
  @CanIgnoreReturnValue
  public FlowBuilder<I, C> repeatUntil(
      String name,
      int limit,
      Predicate<? super C> condition,
      Function<FlowBuilder<C, C>, FlowBuilder<C, C>> body) {
    return loop(name, limit, false, erased(condition).negate(), body);
  }

  /**
   * The flow.
   *
   * @throws FlowOrchestratorException when it has no block, or one twice without {@link
   *     #allowDuplicates}, or two neighbours do not fit, or blocks that answer at once are mixed
   *     with asynchronous ones
   */
  public Flow<I, C> build() {
    @SuppressWarnings("unchecked")
    TypeToken<C> gives = (TypeToken<C>) current;
    return new Flow<>(flow, takes, gives, nodes, hasDuplicates);
  }

  private FlowBuilder<I, C> loop(
      String name,
      int limit,
      boolean isCheckedFirst,
      Predicate<Object> again,
      Function<FlowBuilder<C, C>, FlowBuilder<C, C>> body) {
    if (limit < 1 || limit > MOST_LAPS) {
      throw new IllegalArgumentException(
          "the limit of the loop '%s' must be between 1 and %d, not %d"
              .formatted(name, MOST_LAPS, limit));
    }
    FlowBuilder<C, C> way = branch(Names.checked("loop", name));
    FlowBuilder<C, C> end = body.apply(way);
    fits(name, end.current, current, true);
    if (end.nodes.isEmpty()) {
      throw empty("the loop '%s'".formatted(name));
    }
    nodes.add(new Node.Loop(name, limit, isCheckedFirst, again, end.nodes));
    last = name;
    return this;
  }

  /** A way inside this flow, which begins with what there is here. */
  FlowBuilder<C, C> branch(String name) {
    @SuppressWarnings("unchecked")
    TypeToken<C> here = (TypeToken<C>) current;
    return new FlowBuilder<>(flow, here, last + " (" + name + ")");
  }

  List<Node> nodes() {
    return nodes;
  }

  TypeToken<?> current() {
    return current;
  }

  /** Adds a part that gives this. */
  @CanIgnoreReturnValue
  <N> FlowBuilder<I, N> add(Node node, String name, TypeToken<?> gives) {
    nodes.add(node);
    return went(name, gives);
  }

  /** Adds a visit whose types Java has not compared. */
  @CanIgnoreReturnValue
  <N> FlowBuilder<I, N> call(Visit visit, TypeToken<?> gives) {
    fits(visit.name(), current, visit.block().takes(), false);
    visit
        .undo()
        .ifPresent(undo -> fitsAs(visit.name(), undo.block().name(), gives, undo.block().takes()));
    nodes.add(new Node.Call(visit));
    return went(visit.name(), gives);
  }

  @SuppressWarnings("unchecked")
  private <N> FlowBuilder<I, N> went(String name, TypeToken<?> gives) {
    current = gives;
    last = name;
    return (FlowBuilder<I, N>) this;
  }

  /** Java's types say this already, except where they were not looked at. */
  void fits(String name, TypeToken<?> given, TypeToken<?> taken, boolean back) {
    if (!given.wrap().isSubtypeOf(taken.wrap())) {
      throw new FlowOrchestratorException(
          FlowError.WRONG_TYPE,
          back
              ? "flow '%s', position %d: '%s' must give %s, as '%s' does, but gives %s"
                  .formatted(flow, nodes.size(), name, taken, last, given)
              : "flow '%s', position %d: '%s' takes %s, but '%s' before it gives %s"
                  .formatted(flow, nodes.size(), name, taken, last, given));
    }
  }

  private void fitsAs(String name, String undo, TypeToken<?> given, TypeToken<?> taken) {
    if (!given.wrap().isSubtypeOf(taken.wrap())) {
      throw new FlowOrchestratorException(
          FlowError.WRONG_TYPE,
          "flow '%s', position %d: '%s' takes %s, but '%s', which it undoes, gives %s"
              .formatted(flow, nodes.size(), undo, taken, name, given));
    }
  }

  FlowOrchestratorException empty(String what) {
    return new FlowOrchestratorException(
        FlowError.FLOW_BLOCK,
        "flow '%s', position %d: %s has no block".formatted(flow, nodes.size(), what));
  }

  @SuppressWarnings("unchecked")
  static Predicate<Object> erased(Predicate<?> condition) {
    return (Predicate<Object>) condition;
  }

  @SuppressWarnings("unchecked")
  private static Function<Object, Object> erasedChange(Function<?, ?> change) {
    return (Function<Object, Object>) change;
  }
}
