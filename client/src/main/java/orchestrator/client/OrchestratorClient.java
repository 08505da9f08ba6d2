package orchestrator.client;

import com.google.protobuf.Message;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Connects to an orchestrator, as one organization on one channel. Safe for use by many threads.
 *
 * <pre>{@code
 * try (OrchestratorClient client =
 *     OrchestratorClient.builder("127.0.0.1:9000")
 *         .organization("MyOrg1MSP")
 *         .channel("mychannel")
 *         .build()) {
 *   Function function =
 *       client.call(
 *           FunctionServiceGrpc.getGetFunctionMethod(),
 *           GetFunctionParam.newBuilder().setKey(key).build());
 * }
 * }</pre>
 *
 * <p>Messages of up to 32 MiB are accepted unless {@link OrchestratorClientBuilder#maxMessageSize}
 * says otherwise; the server has a limit of its own for what is sent to it.
 */
public final class OrchestratorClient implements AutoCloseable {
  private final ManagedChannel connection;

  /** Ends the connection's thread, if it has one of its own. */
  private final Optional<ConnectionThread> thread;

  private final Channel grpc;
  private final RetryingCaller caller;
  private final String channel;

  OrchestratorClient(
      ManagedChannel connection,
      Optional<ConnectionThread> thread,
      HeadersInterceptor headers,
      CallSettings settings,
      String organization,
      String channel) {
    this.connection = connection;
    this.thread = thread;
    this.grpc = ClientInterceptors.intercept(connection, headers);
    this.caller = new RetryingCaller(grpc, connection::resetConnectBackoff, settings, organization);
    this.channel = channel;
  }

  /**
   * Starts the description of a client.
   *
   * @param target where the server is, as {@code host:port} or any gRPC target
   */
  public static OrchestratorClientBuilder builder(String target) {
    return new OrchestratorClientBuilder(target);
  }

  /**
   * Calls a unary method and waits for its answer.
   *
   * <p>A read is tried again while the server is away or its queue is full. So is a write: when its
   * first answer was lost and the server then says that the thing exists or is in that state
   * already, the client looks whether that is the work of its own first try, and if so answers as
   * if the first answer had come. An update whose answer was lost is simply repeated, which makes
   * one more event. A profiling step is not repeated, since nothing tells whether the first one
   * arrived.
   *
   * <p>Each try lasts at most the client's deadline, and a new one begins only inside the retry
   * budget. A deadline or a cancellation of the current {@link io.grpc.Context} ends the whole.
   *
   * @param method one of the generated descriptors, {@code XxxServiceGrpc.getYyyMethod()}
   * @return the server's answer; for a registration recognised after a lost answer, the assets as
   *     they stand, in the order in which the first answer listed them
   * @throws OrchestratorException when the server refuses or cannot be reached in time
   */
  public <Q, A> A call(MethodDescriptor<Q, A> method, Q request) {
    return caller.call(method, request);
  }

  /**
   * Calls a unary method that an earlier process may have called already, with the same request: as
   * {@link #call} does, but as if the answer of a first try had been lost.
   *
   * <pre>{@code
   * NewFunction train = FunctionSpec.named("train").key(Keys.named("study 7/train")).toMessage();
   * client.callAgain(FunctionServiceGrpc.getRegisterFunctionMethod(), train); // after any restart
   * }</pre>
   *
   * @return the server's answer; when this organization had registered the same before, the assets
   *     as they stand; a change of status is answered when the asset is in that status already
   * @throws OrchestratorException as for {@link #call}; with {@link ErrorCode#CONFLICT} when what
   *     is registered differs from what is asked, a name that was updated since included
   */
  public <Q, A> A callAgain(MethodDescriptor<Q, A> method, Q request) {
    return caller.call(method, request, true);
  }

  /**
   * All items of a query, page after page, each page fetched when the stream gets to it.
   *
   * <pre>{@code
   * client.pages(
   *         ComputeTaskServiceGrpc.getQueryTasksMethod(),
   *         QueryTasksParam.getDefaultInstance(),
   *         QueryTasksResponse::getTasksList)
   *     .filter(task -> task.getWorker().equals("MyOrg1MSP"))
   *     .forEach(System.out::println);
   * }</pre>
   *
   * @param query a Query… method
   * @param request filter and page size; its page token is where the walk starts
   * @param items the list in an answer
   * @return a sequential stream that neither skips nor repeats what existed when it began; walking
   *     it throws {@link OrchestratorException}
   */
  public <Q extends Message, A extends Message, T> Stream<T> pages(
      MethodDescriptor<Q, A> query, Q request, Function<A, List<T>> items) {
    return Pages.walk(caller, query, request, items);
  }

  /**
   * Starts a compute plan of this client's organization.
   *
   * @param name 1 to 100 characters
   */
  public PlanBuilder plan(String name) {
    return new PlanBuilder(this, name);
  }

  /**
   * Which assets are registered as outputs of a task, as the channel's events tell.
   *
   * @return for each output that has any, the keys of its models or performances, oldest first;
   *     nothing for an unknown task
   * @throws OrchestratorException when the server refuses or cannot be reached in time
   */
  public Map<String, List<String>> taskOutputs(String taskKey) {
    return TaskOutputs.keys(caller, taskKey);
  }

  /** The organization that calls (header {@code mspid}). */
  public String organization() {
    return caller.organization();
  }

  /** The channel that is called (header {@code channel}). */
  public String channel() {
    return channel;
  }

  /**
   * The transport with this client's headers, for generated stubs: streams and asynchronous calls.
   * What goes through it is not retried and fails with gRPC's own exceptions.
   */
  public Channel grpc() {
    return grpc;
  }

  /** Makes a lost connection be tried again at once rather than after gRPC's own waiting time. */
  public void reconnectNow() {
    connection.resetConnectBackoff();
  }

  /** Ends the connection and the calls that are under way, which may or may not have been done. */
  public void abort() {
    connection.shutdownNow();
    thread.ifPresent(ConnectionThread::end);
  }

  /** Ends the connection; waits up to five seconds for the calls that are under way. */
  @Override
  public void close() {
    connection.shutdown();
    try {
      if (!connection.awaitTermination(5, TimeUnit.SECONDS)) {
        connection.shutdownNow();
      }
    } catch (InterruptedException e) {
      connection.shutdownNow();
      Thread.currentThread().interrupt();
    }
    thread.ifPresent(ConnectionThread::end);
  }
}
