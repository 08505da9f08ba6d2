package orchestrator.flow.durable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orchestrator.client.OrchestratorClient;
import orchestrator.flow.Flow;
import orchestrator.flow.wire.MessageCodec;

/** Describes a {@link DurableFlows}. */
public final class DurableFlowsBuilder {
  static final int LONGEST_MESSAGE = 1 << 20;
  private static final int MOST_RUNS = 100_000;

  private final OrchestratorClient client;
  private final List<Flow<?, ?>> flows;
  private final Map<String, String> workers = new HashMap<>();
  private MessageCodec codec = MessageCodec.standard();
  private MessageStore store = MessageStore.inAssets(LONGEST_MESSAGE);
  private int mostRuns = MOST_RUNS;

  DurableFlowsBuilder(OrchestratorClient client, List<? extends Flow<?, ?>> flows) {
    this.client = client;
    this.flows = new ArrayList<>(flows);
  }

  /** The organization that runs a service; the client's own unless said here. */
  @CanIgnoreReturnValue
  public DurableFlowsBuilder service(String service, String organization) {
    workers.put(service, organization);
    return this;
  }

  /** How bodies are written; records, and what the modules of Jackson know, unless said here. */
  @CanIgnoreReturnValue
  public DurableFlowsBuilder codec(MessageCodec codec) {
    this.codec = codec;
    return this;
  }

  /** Where messages are kept; in the assets, up to a mebibyte of characters, unless said here. */
  @CanIgnoreReturnValue
  public DurableFlowsBuilder store(MessageStore store) {
    this.store = store;
    return this;
  }

  /** How many runs may be under way at the same time; 100 000 unless said here. */
  @CanIgnoreReturnValue
  public DurableFlowsBuilder mostRuns(int runs) {
    mostRuns = runs;
    return this;
  }

  /**
   * Registers what is missing, takes up the runs of these flows that are under way, and follows the
   * channel.
   *
   * @throws orchestrator.client.OrchestratorException when the server refuses or cannot be reached
   *     in time
   */
  public DurableFlows start() {
    DurableFlows runner = new DurableFlows(client, flows, workers, codec, store, mostRuns);
    try {
      runner.begin();
    } catch (RuntimeException e) {
      runner.close();
      throw e;
    }
    return runner;
  }
}
