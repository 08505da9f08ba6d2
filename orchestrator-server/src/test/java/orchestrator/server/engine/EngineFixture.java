package orchestrator.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.storage.StorageException;

/** An engine on an executor that runs only when told to, so that groups are exact. */
final class EngineFixture {
  private static final String CHANNEL = "mychannel";

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final QueueLimit limit;
  final TestStore store = new TestStore();
  final Recorder recorder = new Recorder();

  /** What callers were told, in that order: {@code a ok}, {@code b StorageException}. */
  final List<String> told = new ArrayList<>();

  /** The clock, in microseconds. */
  long now = 1_000_000;

  StandaloneEngine engine;

  /** With room for eight calls. */
  EngineFixture() {
    this(new QueueLimit(8, 1000));
  }

  EngineFixture(QueueLimit limit) {
    this.limit = limit;
    this.engine = engine();
  }

  private StandaloneEngine engine() {
    return new StandaloneEngine(
        Map.of(CHANNEL, store), limit, () -> now, tasks::add, channel -> recorder);
  }

  /** A new engine on the same store. */
  void restart() {
    engine = engine();
  }

  /** What a call does. */
  @FunctionalInterface
  interface Work {
    void on(Transaction transaction);
  }

  /** A call of org1 that writes. */
  void write(String name, Work work) {
    write(name, "org1", work);
  }

  void write(String name, String organization, Work work) {
    write(
        new CallContext(organization, CHANNEL, Optional.empty(), () -> false),
        work,
        callback(name));
  }

  /** A call whose client has gone meanwhile. */
  void writeOfOneThatHasGone(String name, Work work) {
    write(new CallContext("org1", CHANNEL, Optional.empty(), () -> true), work, callback(name));
  }

  /** A call whose answer cannot be sent. */
  void writeThatCannotBeAnswered(String name, Work work) {
    write(
        new CallContext("org1", CHANNEL, Optional.empty(), () -> false),
        work,
        new AnswerCallback<>() {
          @Override
          public void answered(Function answer) {
            throw new OutOfMemoryError("no memory for this answer");
          }

          @Override
          public void failed(Throwable why) {
            told.add(name + " failed");
          }
        });
  }

  private void write(CallContext caller, Work work, AnswerCallback<Function> callback) {
    engine.execute(
        caller,
        new Operation<>(
            FunctionServiceGrpc.getRegisterFunctionMethod(),
            (transaction, request) -> {
              work.on(transaction);
              return Function.getDefaultInstance();
            },
            SizeLimits.USUAL),
        NewFunction.getDefaultInstance(),
        callback);
  }

  /** A call of org1 whose method only reads. */
  void read(String name, Work work) {
    engine.execute(
        new CallContext("org1", CHANNEL, Optional.empty(), () -> false),
        new Operation<>(
            FunctionServiceGrpc.getGetFunctionMethod(),
            (transaction, request) -> {
              work.on(transaction);
              return Function.getDefaultInstance();
            },
            SizeLimits.USUAL),
        GetFunctionParam.getDefaultInstance(),
        callback(name));
  }

  private AnswerCallback<Function> callback(String name) {
    return new AnswerCallback<>() {
      @Override
      public void answered(Function answer) {
        told.add(name + " ok");
      }

      @Override
      public void failed(Throwable why) {
        told.add(name + " " + text(why));
      }
    };
  }

  private static String text(Throwable why) {
    if (why instanceof AssertionError e) {
      throw e;
    }
    if (why instanceof OrchestratorException e) {
      return e.description();
    }
    boolean expected =
        why instanceof StorageException
            || why instanceof BusyException
            || why instanceof CallTooLargeException
            || why instanceof CancellationException
            || why instanceof IllegalStateException;
    assertThat(expected).as(why.toString()).isTrue();
    return why.getClass().getSimpleName();
  }

  /** Runs what the engine has to do, and what comes of it; also from within a commit. */
  void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  int queued() {
    return engine.queuedCalls(CHANNEL);
  }

  static void put(Transaction transaction, String name) {
    transaction.database().put(Key.of("t", name), name.getBytes(UTF_8));
  }

  static boolean has(Transaction transaction, String name) {
    return transaction.database().get(Key.of("t", name)).isPresent();
  }

  static void emit(Transaction transaction, String name) {
    transaction.emit(Event.newBuilder().setAssetKey(name));
  }
}
