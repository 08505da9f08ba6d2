package orchestrator.flow;

import com.google.common.reflect.TypeToken;
import java.util.List;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowOrchestratorException;
import org.jspecify.annotations.Nullable;

/**
 * Says in which order a message visits blocks. A flow does not change, knows nothing of how
 * messages travel, and may be run by any number of orchestrators.
 *
 * <pre>{@code
 * Flow<Order, Receipt> flow =
 *     Flow.named("order", Order.class)
 *         .then(reserve, visit -> visit.undoneBy(release))
 *         .choose("payment")
 *             .when("card", Order::byCard, way -> way.then(card))
 *             .otherwise(way -> way.then(invoice))
 *         .build();
 * }</pre>
 *
 * @param <I> what it takes
 * @param <O> what it gives at its end
 */
public final class Flow<I, O> {
  private final String name;
  private final TypeToken<I> takes;
  private final TypeToken<O> gives;
  private final List<Node> nodes;
  private final Program program;
  private final @Nullable Boolean isAsync;

  Flow(
      String name,
      TypeToken<I> takes,
      TypeToken<O> gives,
      List<Node> nodes,
      boolean hasDuplicates) {
    this.name = name;
    this.takes = takes;
    this.gives = gives;
    this.nodes = List.copyOf(nodes);
    this.program = Program.of(name, this.nodes, hasDuplicates);
    this.isAsync = program.isAsync();
  }

  /**
   * Begins the description of a flow.
   *
   * @throws IllegalArgumentException when the name is blank or has one of the characters {@code
   *     #~/}
   */
  public static <I> FlowBuilder<I, I> named(String name, Class<I> takes) {
    return named(name, TypeToken.of(takes));
  }

  /** Begins the description of a flow that takes a type with parameters. */
  public static <I> FlowBuilder<I, I> named(String name, TypeToken<I> takes) {
    return new FlowBuilder<>(Names.checked("flow", name), takes, "the start");
  }

  /**
   * A flow through blocks that are only known when the program runs, in this order. What Java's
   * types cannot compare then is compared here.
   *
   * @param blocks at least one
   * @throws FlowOrchestratorException when there is none, one is there twice, or two neighbours do
   *     not fit
   */
  public static Flow<?, ?> of(String name, List<Block<?, ?>> blocks) {
    if (blocks.isEmpty()) {
      throw new FlowOrchestratorException(
          FlowError.FLOW_BUILDER, "flow '%s' has no block".formatted(name));
    }
    FlowBuilder<?, ?> flow = named(name, blocks.get(0).takes());
    for (Block<?, ?> block : blocks) {
      flow = flow.call(new VisitOptions<>(block).visit(), block.gives());
    }
    return flow.build();
  }

  /** The flow's name. */
  public String name() {
    return name;
  }

  /** What it takes. */
  public TypeToken<I> takes() {
    return takes;
  }

  /** What it gives at its end. */
  public TypeToken<O> gives() {
    return gives;
  }

  /** Its visits, in the order in which they were described. */
  public List<Visit> visits() {
    return program.visits();
  }

  /**
   * A visit, or the undoing of one, by the name that messages have as their source.
   *
   * @throws FlowOrchestratorException when there is none
   */
  public Visit visit(String source) {
    if (!source.startsWith(Visit.UNDO)) {
      return program.visit(source);
    }
    return program
        .visit(source.substring(Visit.UNDO.length()))
        .undo()
        .orElseThrow(() -> program.unknown(source));
  }

  /**
   * A visit by the source and the laps of a message, which may come from a stranger.
   *
   * @throws FlowOrchestratorException when there is no such visit, or it is in other loops
   */
  public Visit visit(String source, String laps) {
    Visit visit = visit(source);
    String plain = source.startsWith(Visit.UNDO) ? source.substring(Visit.UNDO.length()) : source;
    Laps.check(laps, ((Op.Call) program.at(program.place(plain))).loops(), plain);
    return visit;
  }

  /** The way through it as a text: {@code a -> b -> end}. */
  public String steps() {
    return FlowText.of(nodes, program.visits());
  }

  @Override
  public String toString() {
    return name + ": " + steps();
  }

  List<Node> nodes() {
    return nodes;
  }

  Program program() {
    return program;
  }

  @Nullable Boolean isAsync() {
    return isAsync;
  }
}
