package orchestrator.flow;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowOrchestratorException;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link Orchestrator}. All of it is checked when it is built.
 *
 * <pre>{@code
 * Orchestrator.builder()
 *     .flows(List.of(order, refund))
 *     .block(audit)
 *     .defaultFlow("order")
 *     .ignoreFlows("old order")
 *     .transport((visit, message) -> queue.send(visit.block().service(), message))
 *     .build();
 * }</pre>
 */
public final class OrchestratorBuilder {
  private static final int MOST_JOINS = 100_000;

  private final List<Flow<?, ?>> flows = new ArrayList<>();
  private final List<Block<?, ?>> blocks = new ArrayList<>();
  private final Set<String> ignoredFlows = new HashSet<>();
  private final Set<String> ignoredBlocks = new HashSet<>();
  private @Nullable String defaultFlow;
  private @Nullable String defaultBlock;
  private @Nullable Transport transport;
  private int mostJoins = MOST_JOINS;

  OrchestratorBuilder() {}

  /** Knows a flow. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder flow(Flow<?, ?> flow) {
    flows.add(flow);
    return this;
  }

  /** Knows flows. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder flows(Iterable<? extends Flow<?, ?>> more) {
    more.forEach(flows::add);
    return this;
  }

  /** Knows a block as the target of messages; those of flows need not be told. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder block(Block<?, ?> block) {
    blocks.add(block);
    return this;
  }

  /** Leaves out flows with these names. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder ignoreFlows(String... names) {
    ignoredFlows.addAll(Arrays.asList(names));
    return this;
  }

  /** Leaves out blocks with these names, as targets; flows keep them. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder ignoreBlocks(String... names) {
    ignoredBlocks.addAll(Arrays.asList(names));
    return this;
  }

  /** The flow of messages whose flow is not there. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder defaultFlow(String name) {
    defaultFlow = name;
    return this;
  }

  /** The block for messages whose target is not there. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder defaultBlock(String name) {
    defaultBlock = name;
    return this;
  }

  /** What carries messages to the services that blocks ask. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder transport(Transport transport) {
    this.transport = transport;
    return this;
  }

  /** How many joins may wait at the same time, at least one; 100 000 unless said here. */
  @CanIgnoreReturnValue
  public OrchestratorBuilder mostJoins(int joins) {
    if (joins < 1) {
      throw new IllegalArgumentException("at least 1 join must be able to wait, not " + joins);
    }
    mostJoins = joins;
    return this;
  }

  /**
   * The orchestrator.
   *
   * @throws FlowOrchestratorException when two flows or two blocks have one name, nothing is left,
   *     some blocks are asynchronous and others are not, a default is not there, or a block asks a
   *     service and there is no transport
   */
  public Orchestrator build() {
    Map<String, Flow<?, ?>> named = new LinkedHashMap<>();
    for (Flow<?, ?> flow : flows) {
      if (!ignoredFlows.contains(flow.name()) && named.put(flow.name(), flow) != null) {
        throw twice("flows", flow.name());
      }
    }
    Map<String, Visit> targets = new LinkedHashMap<>();
    for (Block<?, ?> block : blocks) {
      Visit visit = new Visit(block.name(), block, Handlers.NONE, null, null, null);
      if (!ignoredBlocks.contains(block.name()) && targets.put(block.name(), visit) != null) {
        throw twice("blocks", block.name());
      }
    }
    if (named.isEmpty() && targets.isEmpty()) {
      throw new FlowOrchestratorException(
          FlowError.NO_DATE, "the orchestrator has neither flows nor blocks");
    }
    boolean isAsync = isAsync(named.values().stream(), targets.values().stream());
    Optional<Flow<?, ?>> flow = found("flow", defaultFlow, named);
    Optional<Visit> block = found("block", defaultBlock, targets);
    Transport carrier = transport;
    if (carrier == null) {
      Stream.concat(
              named.values().stream()
                  .flatMap(one -> one.visits().stream())
                  .flatMap(one -> Stream.concat(Stream.of(one), one.undo().stream())),
              targets.values().stream())
          .forEach(OrchestratorBuilder::checkAlone);
      carrier = OrchestratorBuilder::nowhere;
    }
    return new Orchestrator(named, targets, flow, block, carrier, mostJoins, isAsync);
  }

  private static boolean isAsync(Stream<Flow<?, ?>> flows, Stream<Visit> targets) {
    Map<Boolean, String> kinds = new LinkedHashMap<>();
    flows
        .filter(flow -> flow.isAsync() != null)
        .forEach(flow -> kinds.putIfAbsent(flow.isAsync(), "the flow '" + flow.name() + "'"));
    targets.forEach(
        target -> {
          Sending sending = target.block().sending();
          if (sending.isSync() || sending.isAsync()) {
            kinds.putIfAbsent(sending.isAsync(), "the block '" + target.name() + "'");
          }
        });
    if (kinds.size() > 1) {
      throw new FlowOrchestratorException(
          FlowError.WORK_TYPE_MISMATCH,
          "%s is asynchronous, and %s is not".formatted(kinds.get(true), kinds.get(false)));
    }
    return kinds.containsKey(true);
  }

  private static <T> Optional<T> found(String kind, @Nullable String name, Map<String, T> named) {
    if (name == null) {
      return Optional.empty();
    }
    T found = named.get(name);
    if (found == null) {
      throw new FlowOrchestratorException(
          FlowError.NOT_FOUND_DEFAULT,
          "the default %s '%s' is not there; there are %s".formatted(kind, name, named.keySet()));
    }
    return Optional.of(found);
  }

  private static void checkAlone(Visit visit) {
    visit
        .block()
        .service()
        .ifPresent(
            service -> {
              throw new FlowOrchestratorException(
                  FlowError.FLOW_BLOCK,
                  "the block '%s' asks the service '%s', and there is no transport to it"
                      .formatted(visit, service));
            });
  }

  private static @Nullable Message<?> nowhere(Visit visit, Message<?> message) {
    throw new IllegalStateException("there is no transport to " + visit);
  }

  private static FlowOrchestratorException twice(String kind, String name) {
    return new FlowOrchestratorException(
        FlowError.UNIQUE_NAME, "two %s have the name '%s'".formatted(kind, name));
  }
}
