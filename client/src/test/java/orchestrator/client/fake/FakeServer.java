package orchestrator.client.fake;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Function;
import orchestrator.proto.Model;

/** A small orchestrator on a port of the loopback interface. */
public final class FakeServer implements AutoCloseable {
  private final State state = new State();
  private final Events events = new Events(state);
  private final Faults faults = new Faults();
  private final ServerCredentials credentials;
  private Server server;

  /** Starts on a free port, without TLS. */
  public FakeServer() throws IOException {
    this(InsecureServerCredentials.create());
  }

  /** Starts on a free port. */
  public FakeServer(ServerCredentials credentials) throws IOException {
    this.credentials = credentials;
    server = start(0);
  }

  private Server start(int port) throws IOException {
    ServerBuilder<?> builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
            .intercept(faults)
            .addService(new Functions(state))
            .addService(new Tasks(state))
            .addService(new Outputs(state))
            .addService(new Outputs.Performances(state))
            .addService(events);
    Datasets.services(state).forEach(builder::addService);
    Others.services(state).forEach(builder::addService);
    return builder.build().start();
  }

  /** What goes wrong. */
  public Faults faults() {
    return faults;
  }

  /** Where the server is. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /** A client of it, as MyOrg1MSP, that waits only milliseconds between tries. */
  public OrchestratorClientBuilder client() {
    return OrchestratorClient.builder(target())
        .organization(State.OWNER)
        .channel("mychannel")
        .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)))
        .retryBudget(Duration.ofSeconds(20));
  }

  /** Goes away and comes back on the same port with the same state, after something was done. */
  public void restart(ThrowingRunnable meanwhile) throws Exception {
    int port = server.getPort();
    close();
    meanwhile.run();
    server = start(port);
  }

  /** Something that may fail. */
  @FunctionalInterface
  public interface ThrowingRunnable {
    /** Does it. */
    void run() throws Exception;
  }

  /** Ends every event stream. */
  public void cutStreams() {
    events.cut();
  }

  /** How many events left on streams. */
  public int eventsSent() {
    return events.sent();
  }

  /** Makes an event of nothing in particular, of about a kilobyte, and returns its id. */
  public String event() {
    Event.Builder event =
        State.event(AssetKind.ASSET_PROFILING_STEP, UUID.randomUUID().toString())
            .putMetadata("padding", ".".repeat(1000));
    state.event(event);
    return event.getId();
  }

  /** Puts a function as it is. */
  public void put(Function function) {
    state.put(function);
  }

  /** Puts a task as it is. */
  public void put(ComputeTask task) {
    state.put(task);
  }

  /** Puts a task of MyOrg1MSP that is being executed. */
  public ComputeTask executingTask() {
    ComputeTask task =
        ComputeTask.newBuilder()
            .setKey(UUID.randomUUID().toString())
            .setWorker(State.OWNER)
            .setStatus(ComputeTaskStatus.STATUS_EXECUTING)
            .build();
    put(task);
    return task;
  }

  /** A function as it is now. */
  public Function function(String key) {
    synchronized (state) {
      return state.functions.get(key);
    }
  }

  /** A task's status as it is now. */
  public ComputeTaskStatus status(String task) {
    synchronized (state) {
      return state.tasks.get(task).getStatus();
    }
  }

  /** All models. */
  public List<Model> models() {
    synchronized (state) {
      return List.copyOf(state.models.values());
    }
  }

  /** All failure reports. */
  public List<FailureReport> failures() {
    synchronized (state) {
      return List.copyOf(state.failures.values());
    }
  }

  @Override
  public void close() {
    events.cut();
    server.shutdownNow();
    try {
      server.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
