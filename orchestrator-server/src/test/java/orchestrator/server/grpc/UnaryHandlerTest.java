package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.server.LogLines;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.FairPool;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.config.ChannelAccess;
import orchestrator.server.engine.AnswerCallback;
import orchestrator.server.engine.Engine;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnaryHandlerTest {
  private static final int MAX_MESSAGE = 200_000;
  private static final MethodDescriptor<GetFunctionParam, Function> READ =
      FunctionServiceGrpc.getGetFunctionMethod();
  private static final MethodDescriptor<NewFunction, Function> WRITE =
      FunctionServiceGrpc.getRegisterFunctionMethod();
  private static final Function ANSWER = Function.newBuilder().setKey("key").build();

  private final ScriptedEngine engine = new ScriptedEngine();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final FairPool pool = new FairPool(new QueueLimit(4, 1 << 20), 1, tasks::add);
  private final LogLines log = LogLines.of(UnaryHandler.class.getName());
  private final InProcess server =
      InProcess.serving(
          ServerInterceptors.intercept(
              service(),
              new ChannelInterceptor(() -> new ChannelAccess(Map.of("one", Set.of("A")))),
              new OrganizationInterceptor(Optional.empty())));

  @AfterEach
  void close() {
    server.close();
    log.close();
  }

  /** Notes who calls, and does with the outcome what the test says. */
  private static final class ScriptedEngine implements Engine {
    @FunctionalInterface
    private interface Script {
      void run(AnswerCallback<Object> callback);
    }

    private final List<CallContext> callers = new ArrayList<>();
    private final List<Object> requests = new ArrayList<>();
    private Script script = callback -> callback.answered(ANSWER);

    @Override
    @SuppressWarnings("unchecked")
    public <Q, A> void execute(
        CallContext caller, Operation<Q, A> operation, Q request, AnswerCallback<A> callback) {
      callers.add(caller);
      requests.add(request);
      script.run((AnswerCallback<Object>) callback);
    }
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder(READ.getServiceName())
        .addMethod(served(READ), ServerCalls.asyncUnaryCall(handler(READ)))
        .addMethod(served(WRITE), ServerCalls.asyncUnaryCall(handler(WRITE)))
        .build();
  }

  private static <Q, A> MethodDescriptor<Request<Q>, A> served(MethodDescriptor<Q, A> method) {
    return method.toBuilder(Request.marshaller(method, MAX_MESSAGE), method.getResponseMarshaller())
        .build();
  }

  private <Q, A> UnaryHandler<Q, A> handler(MethodDescriptor<Q, A> method) {
    Operation<Q, A> operation =
        new Operation<>(
            method,
            (transaction, request) -> {
              throw new AssertionError("the engine runs no operation here");
            },
            SizeLimits.USUAL);
    return new UnaryHandler<>(engine, operation, pool);
  }

  private <Q extends Message, A> ListenableFuture<A> call(
      MethodDescriptor<Q, A> method, Q request) {
    return ClientCalls.futureUnaryCall(
        server.with("mspid", "A", "channel", "one").newCall(method, CallOptions.DEFAULT), request);
  }

  private ListenableFuture<Function> read() {
    return call(READ, GetFunctionParam.newBuilder().setKey("key").build());
  }

  private ListenableFuture<Function> write(int nameLength) {
    return call(WRITE, NewFunction.newBuilder().setName("x".repeat(nameLength)).build());
  }

  private void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private static String refusal(ListenableFuture<?> call) {
    assertThat(call).isDone();
    try {
      throw new AssertionError("answered: " + call.get());
    } catch (ExecutionException e) {
      return InProcess.inWords(((StatusRuntimeException) e.getCause()).getStatus());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSmallWriteIsRunInTheThreadOfTheTransport() throws Exception {
    ListenableFuture<Function> call = write(10);

    assertThat(tasks).isEmpty();
    assertThat(call.get()).isEqualTo(ANSWER);
    assertThat(engine.requests)
        .containsExactly(NewFunction.newBuilder().setName("x".repeat(10)).build());
    assertThat(engine.callers.get(0).requester()).isEqualTo("A");
    assertThat(engine.callers.get(0).channel()).isEqualTo("one");
  }

  @Test
  void aReadWaitsForItsTurnInThePool() throws Exception {
    ListenableFuture<Function> call = read();

    assertThat(call).isNotDone();
    assertThat(engine.callers).isEmpty();
    runAll();
    assertThat(call.get()).isEqualTo(ANSWER);
  }

  @Test
  void soDoesALargeWriteWhichIsNotEvenReadBefore() throws Exception {
    ListenableFuture<Function> call = write(100_000);

    assertThat(call).isNotDone();
    runAll();
    assertThat(call.get()).isEqualTo(ANSWER);
  }

  @Test
  void whereTooManyWaitACallIsRefused() {
    List<ListenableFuture<Function>> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(read());
    }

    // Half of the room is one organization's.
    assertThat(refusal(calls.get(2)))
        .isEqualTo("RESOURCE_EXHAUSTED: too many calls wait, try again later");
    runAll();
    assertThat(calls.subList(0, 2)).allMatch(ListenableFuture::isDone);
    assertThat(engine.callers).hasSize(2);
  }

  @Test
  void aRequestThatIsTooLargeIsToldItsSizeAndNotRun() {
    ListenableFuture<Function> call = write(MAX_MESSAGE);
    runAll();

    assertThat(refusal(call))
        .startsWith("RESOURCE_EXHAUSTED: grpc: received message larger than max (")
        .endsWith(" vs. 200000)");
    assertThat(engine.callers).isEmpty();
  }

  @Test
  void whatTheEngineTellsIsTheStatus() {
    engine.script = callback -> callback.failed(new StorageException("/data is full"));

    assertThat(refusal(write(1))).isEqualTo("UNAVAILABLE: the storage cannot do this now");
  }

  @Test
  void soIsWhatItThrows() {
    engine.script =
        callback -> {
          throw new IllegalStateException("a fault inside");
        };

    assertThat(refusal(write(1))).isEqualTo("INTERNAL: OE0007: internal error");
  }

  @Test
  void theEngineLearnsThatAClientHasGoneAndMayAnswerAllTheSame() {
    List<AnswerCallback<Object>> callbacks = new ArrayList<>();
    engine.script = callbacks::add;
    ListenableFuture<Function> call = write(1);
    assertThat(engine.callers.get(0).gone().getAsBoolean()).isFalse();

    call.cancel(true);

    assertThat(engine.callers.get(0).gone().getAsBoolean()).isTrue();
    callbacks.get(0).answered(ANSWER);
    assertThat(log.with("")).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeSentHarmsNotTheThreadThatRunsOtherCalls() throws Exception {
    engine.script =
        callback -> {
          callback.answered(ANSWER);
          callback.answered(ANSWER);
        };

    assertThat(write(1).get()).isEqualTo(ANSWER);
    assertThat(log.with("an answer could not be sent")).hasSize(1);
  }

  @Test
  void aCallerWithoutAccessNeverReachesTheEngine() {
    assertThatThrownBy(
            () ->
                FunctionServiceGrpc.newBlockingStub(server.with("mspid", "B", "channel", "one"))
                    .getFunction(GetFunctionParam.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class);
    assertThat(engine.callers).isEmpty();
    assertThat(tasks).isEmpty();
  }
}
