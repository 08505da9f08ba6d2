package orchestrator.flow.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import orchestrator.flow.Flow;
import orchestrator.flow.run.FlowServices;
import orchestrator.flow.run.RunResult;
import org.jspecify.annotations.Nullable;

/** Describes {@link HttpFlows}. All of it is checked when it is started. */
public final class HttpFlowsBuilder extends PeerBuilder<HttpFlowsBuilder> {
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final List<Flow<?, ?>> flows;
  private final Map<String, URI> services = new TreeMap<>();
  private @Nullable URI answerTo;
  private BiConsumer<String, RunResult<?>> onEnd = (run, outcome) -> {};
  private int mostRuns = 100_000;
  private int threads = 16;

  HttpFlowsBuilder(List<? extends Flow<?, ?>> flows) {
    super(PATIENCE);
    this.flows = List.copyOf(flows);
  }

  @Override
  HttpFlowsBuilder self() {
    return this;
  }

  /** Where the host of a service is. */
  @CanIgnoreReturnValue
  public HttpFlowsBuilder service(String name, URI address) {
    if (services.put(name, checked("the service '" + name + "'", address)) != null) {
      throw new IllegalArgumentException("the service '%s' has two addresses".formatted(name));
    }
    return this;
  }

  /**
   * Where services reach this process, if that is not where it listens: behind a proxy for example,
   * or at a name.
   */
  @CanIgnoreReturnValue
  public HttpFlowsBuilder answerTo(URI address) {
    answerTo = checked("the orchestrator", address);
    return this;
  }

  /**
   * Is told of the end of each run, also of those that another process began; at least once. It
   * should be quick, and what it throws changes nothing.
   */
  @CanIgnoreReturnValue
  public HttpFlowsBuilder onEnd(BiConsumer<String, RunResult<?>> listener) {
    onEnd = listener;
    return this;
  }

  /** How many runs may be under way; 100 000 unless said. */
  @CanIgnoreReturnValue
  public HttpFlowsBuilder mostRuns(int runs) {
    mostRuns = positive("mostRuns", runs);
    return this;
  }

  /** How many threads run handlers and conditions; 16 unless said. */
  @CanIgnoreReturnValue
  public HttpFlowsBuilder threads(int threads) {
    this.threads = positive("threads", threads);
    return this;
  }

  /**
   * Starts to take messages.
   *
   * @throws IllegalArgumentException when a block asks for a service that has no address, or it is
   *     to listen beyond this machine without a token
   * @throws IOException when the address cannot be bound
   */
  public HttpFlows start() throws IOException {
    flows.forEach(flow -> FlowServices.requireKnown(flow, services.keySet(), "has no address"));
    return new HttpFlows(
        settings(), flows, services, Optional.ofNullable(answerTo), onEnd, mostRuns, threads);
  }
}
