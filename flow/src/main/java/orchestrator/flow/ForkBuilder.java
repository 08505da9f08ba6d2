package orchestrator.flow;

import com.google.common.reflect.TypeToken;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Describes ways that are gone at the same time, and how what they give becomes one.
 *
 * <pre>{@code
 * flow.parallel("deliver")
 *     .branch("pack", way -> way.then(pack))
 *     .branch("tell", way -> way.then(mail))
 *     .join(Shipment.class, (packed, mailed) -> new Shipment(packed.parcel(), mailed.address()))
 * }</pre>
 *
 * <p>When a way fails, the others still come to their ends; then the run fails.
 *
 * @param <I> what the flow takes
 * @param <C> what comes to the fork, and goes each way
 */
public final class ForkBuilder<I, C> {
  private final FlowBuilder<I, C> flow;
  private final String name;
  private final List<Node.Branch> branches = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  ForkBuilder(FlowBuilder<I, C> flow, String name) {
    this.flow = flow;
    this.name = name;
  }

  /** The first way. */
  public <A> One<A> branch(String way, Function<FlowBuilder<C, C>, FlowBuilder<C, A>> body) {
    add(way, body);
    return new One<>();
  }

  /**
   * One way for each name, all of which give the same.
   *
   * @param ways at least one, each once
   */
  public <N> All<N> each(
      List<String> ways, BiFunction<String, FlowBuilder<C, C>, FlowBuilder<C, N>> body) {
    if (ways.isEmpty()) {
      throw flow.empty("the fork '%s'".formatted(name));
    }
    ways.forEach(way -> this.<N>add(way, here -> body.apply(way, here)));
    return new All<>();
  }

  private <N> void add(String way, Function<FlowBuilder<C, C>, FlowBuilder<C, N>> body) {
    if (!names.add(Names.checked("branch", way))) {
      throw new IllegalArgumentException(
          "the fork '%s' has the branch '%s' twice".formatted(name, way));
    }
    branches.add(new Node.Branch(way, body.apply(flow.branch(way)).nodes()));
  }

  @CanIgnoreReturnValue
  private <R> FlowBuilder<I, R> end(TypeToken<R> gives, Function<List<Object>, Object> join) {
    return flow.add(new Node.Fork(name, List.copyOf(branches), join), name, gives);
  }

  /**
   * Holds one way.
   *
   * @param <A> what it gives
   */
  public final class One<A> {
    private One() {}

    /** The second way. */
    public <B> Two<A, B> branch(String way, Function<FlowBuilder<C, C>, FlowBuilder<C, B>> body) {
      add(way, body);
      return new Two<>();
    }
  }

  /**
   * Holds two ways.
   *
   * @param <A> what the first gives
   * @param <B> what the second gives
   */
  public final class Two<A, B> {
    private Two() {}

    /** The third way; more than three are made by {@link #each}. */
    public <D> Three<A, B, D> branch(
        String way, Function<FlowBuilder<C, C>, FlowBuilder<C, D>> body) {
      add(way, body);
      return new Three<>();
    }

    /** Makes one of what both gave. */
    @CanIgnoreReturnValue
    @SuppressWarnings("unchecked")
    public <R> FlowBuilder<I, R> join(
        Class<R> gives, BiFunction<? super A, ? super B, ? extends R> join) {
      return end(TypeToken.of(gives), all -> join.apply((A) all.get(0), (B) all.get(1)));
    }
  }

  /**
   * Makes one value of three.
   *
   * @param <A> the first
   * @param <B> the second
   * @param <D> the third
   * @param <R> what becomes of them
   */
  @FunctionalInterface
  public interface Join3<A, B, D, R> {
    /** Makes one value of the three. */
    R apply(A first, B second, D third);
  }

  /**
   * Holds three ways.
   *
   * @param <A> what the first gives
   * @param <B> what the second gives
   * @param <D> what the third gives
   */
  public final class Three<A, B, D> {
    private Three() {}

    /** Makes one of what all three gave. */
    @CanIgnoreReturnValue
    @SuppressWarnings("unchecked")
    public <R> FlowBuilder<I, R> join(
        Class<R> gives, Join3<? super A, ? super B, ? super D, ? extends R> join) {
      return end(
          TypeToken.of(gives), all -> join.apply((A) all.get(0), (B) all.get(1), (D) all.get(2)));
    }
  }

  /**
   * Holds any number of ways that give the same.
   *
   * @param <N> what each gives
   */
  public final class All<N> {
    private All() {}

    /** Makes one of what all gave, which stands in the order of the ways. */
    @CanIgnoreReturnValue
    @SuppressWarnings("unchecked")
    public <R> FlowBuilder<I, R> join(Class<R> gives, Function<? super List<N>, ? extends R> join) {
      return end(TypeToken.of(gives), all -> join.apply((List<N>) (List<?>) all));
    }
  }
}
