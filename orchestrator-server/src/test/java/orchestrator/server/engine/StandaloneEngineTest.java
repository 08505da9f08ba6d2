package orchestrator.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.operation.Transaction;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Times;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.Test;

/** The engine on an executor that runs only when told to, so that groups are exact. */
class StandaloneEngineTest {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final TestStore store = new TestStore();
  private final List<String> told = new ArrayList<>();
  private final Recorder recorder = new Recorder();
  private long now = 1_000_000;
  private final StandaloneEngine engine =
      new StandaloneEngine(
          Map.of("mychannel", store),
          new QueueLimit(8, 1000),
          () -> now,
          tasks::add,
          channel -> recorder);

  @Test
  void callsThatWaitTogetherBecomeDurableInOneCommit() {
    write("a", "org1", transaction -> put(transaction, "a"));
    write("b", "org1", transaction -> put(transaction, "b"));
    write("c", "org2", transaction -> put(transaction, "c"));

    runAll();

    assertThat(store.commits()).isEqualTo(1);
    assertThat(told).containsExactlyInAnyOrder("a ok", "b ok", "c ok");
  }

  @Test
  void nobodyIsAnsweredBeforeTheCommit() {
    write(
        "a",
        "org1",
        transaction -> {
          put(transaction, "a");
          assertThat(told).isEmpty();
        });
    write("b", "org1", transaction -> assertThat(told).isEmpty());

    assertThat(told).isEmpty();
    runAll();
    assertThat(told).containsExactly("a ok", "b ok");
  }

  @Test
  void aCallSeesWhatThoseBeforeItInItsGroupWrote() {
    write("a", "org1", transaction -> put(transaction, "a"));
    write("b", "org1", transaction -> assertThat(has(transaction, "a")).isTrue());

    runAll();

    assertThat(told).containsExactly("a ok", "b ok");
  }

  @Test
  void aCallThatFailsLeavesNoTraceInItsGroup() {
    write(
        "a",
        "org1",
        transaction -> {
          put(transaction, "a");
          transaction.emit(Event.newBuilder().setAssetKey("a"));
          throw Errors.invalid("no");
        });
    write("b", "org1", transaction -> assertThat(has(transaction, "a")).isFalse());
    write("c", "org1", transaction -> transaction.emit(Event.newBuilder().setAssetKey("c")));

    runAll();

    assertThat(told).containsExactly("a OE0101: no", "b ok", "c ok");
    assertThat(recorder.events).extracting(Event::getAssetKey).containsExactly("c");
  }

  @Test
  void aCallWithAnUnexpectedFaultDoesNotTakeOthersWithIt() {
    write(
        "a",
        "org1",
        transaction -> {
          throw new IllegalStateException("a bug");
        });
    write("b", "org1", transaction -> put(transaction, "b"));

    runAll();

    assertThat(told).containsExactly("a IllegalStateException", "b ok");
  }

  @Test
  void aFailedCommitAcknowledgesNothing() {
    write("a", "org1", transaction -> put(transaction, "a"));
    runAll();
    store.breakDown();

    write("b", "org1", transaction -> put(transaction, "b"));
    write("c", "org1", transaction -> assertThat(has(transaction, "b")).isTrue());
    runAll();

    assertThat(told).containsExactly("a ok", "b StorageException", "c StorageException");
    assertThat(recorder.failures).hasSize(1);
    assertThat(recorder.events).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeSentDoesNotKeepTheOthersFromTheirs() {
    engine.execute(
        new Caller("org1", "mychannel", () -> false),
        write(transaction -> event(transaction, new ArrayList<>())),
        NewFunction.getDefaultInstance(),
        new Outcome<>() {
          @Override
          public void answered(Function answer) {
            throw new OutOfMemoryError("no memory for this answer");
          }

          @Override
          public void failed(Throwable why) {
            told.add("a failed");
          }
        });
    write("b", "org1", transaction -> put(transaction, "b"));

    runAll();

    assertThat(told).containsExactly("b ok");
    assertThat(recorder.events).hasSize(1);
    assertThat(recorder.failures).isEmpty();
  }

  @Test
  void readsGoOnWhenTheStoreTakesNoMoreCommits() {
    write("a", "org1", transaction -> put(transaction, "a"));
    runAll();
    store.breakDown();
    write("b", "org1", transaction -> put(transaction, "b"));
    runAll();

    read("r", transaction -> assertThat(has(transaction, "a")).isTrue());
    read("s", transaction -> assertThat(has(transaction, "b")).isFalse());

    assertThat(told).endsWith("r ok", "s ok");
  }

  @Test
  void aReadDoesNotWaitForTheWriter() {
    write("a", "org1", transaction -> put(transaction, "a"));

    read("r", transaction -> assertThat(has(transaction, "a")).isFalse());

    assertThat(told).containsExactly("r ok");
  }

  @Test
  void aReadThatWritesIsAFault() {
    read("r", transaction -> put(transaction, "r"));

    assertThat(told).containsExactly("r IllegalStateException");
  }

  @Test
  void aFullQueueRefusesAndGrowsNoFurther() {
    for (int i = 0; i < 6; i++) {
      write("w" + i, "org1", transaction -> {});
    }

    assertThat(told).containsExactly("w4 BusyException", "w5 BusyException");
    assertThat(recorder.refused).isEqualTo(2);
    assertThat(engine.queuedCalls("mychannel")).isEqualTo(4);
    runAll();
    write("later", "org1", transaction -> {});
    runAll();
    assertThat(told).endsWith("later ok");
  }

  @Test
  void aFloodOfOneOrganizationLeavesRoomForTheOthers() {
    for (int i = 0; i < 100; i++) {
      write("flood", "org1", transaction -> {});
    }
    told.clear();

    write("b", "org2", transaction -> {});
    runAll();

    assertThat(told).startsWith("flood ok", "b ok");
  }

  @Test
  void organizationsTakeTurns() {
    write("a1", "org1", transaction -> {});
    write("a2", "org1", transaction -> {});
    write("a3", "org1", transaction -> {});
    write("b1", "org2", transaction -> {});

    runAll();

    assertThat(told).containsExactly("a1 ok", "b1 ok", "a2 ok", "a3 ok");
  }

  @Test
  void aCallWhoseClientHasGoneIsNotRun() {
    submit(
        "a",
        new Caller("org1", "mychannel", () -> true),
        FunctionServiceGrpc.getRegisterFunctionMethod(),
        NewFunction.getDefaultInstance(),
        (transaction, request) -> {
          put(transaction, "a");
          return Function.getDefaultInstance();
        });

    runAll();

    assertThat(told).containsExactly("a CancellationException");
    assertThat(store.commits()).isZero();
  }

  @Test
  void datesGoForwardWhenTheClockGoesBack() {
    List<Long> times = new ArrayList<>();
    write("a", "org1", transaction -> event(transaction, times));
    write("b", "org1", transaction -> event(transaction, times));
    runAll();
    now -= 5;
    write("c", "org1", transaction -> event(transaction, times));
    runAll();

    assertThat(times).isSorted().doesNotHaveDuplicates();
    assertThat(recorder.events).extracting(Event::getId).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void theLogGoesOnAfterARestart() {
    List<Long> times = new ArrayList<>();
    write("a", "org1", transaction -> event(transaction, times));
    runAll();
    now = 0;
    StandaloneEngine restarted =
        new StandaloneEngine(
            Map.of("mychannel", store),
            new QueueLimit(8, 1000),
            () -> now,
            Runnable::run,
            channel -> recorder);

    restarted.execute(
        new Caller("org1", "mychannel", () -> false),
        write(transaction -> event(transaction, times)),
        NewFunction.getDefaultInstance(),
        outcome("b"));

    assertThat(told).containsExactly("a ok", "b ok");
    assertThat(recorder.events).extracting(Event::getId).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatWaitsIsStillRunWhenTheEngineStops() {
    write("a", "org1", transaction -> put(transaction, "a"));
    engine.stop();
    write("b", "org1", transaction -> put(transaction, "b"));

    assertThat(engine.isDrained()).isFalse();
    runAll();

    assertThat(engine.isDrained()).isTrue();
    assertThat(told).containsExactly("b BusyException", "a ok");
  }

  @FunctionalInterface
  private interface Work {
    void on(Transaction transaction);
  }

  private void write(String name, String organization, Work work) {
    engine.execute(
        new Caller(organization, "mychannel", () -> false),
        write(work),
        NewFunction.getDefaultInstance(),
        outcome(name));
  }

  private static Operation<NewFunction, Function> write(Work work) {
    return new Operation<>(
        FunctionServiceGrpc.getRegisterFunctionMethod(),
        (transaction, request) -> {
          work.on(transaction);
          return Function.getDefaultInstance();
        });
  }

  private void read(String name, Work work) {
    submit(
        name,
        new Caller("org1", "mychannel", () -> false),
        FunctionServiceGrpc.getGetFunctionMethod(),
        GetFunctionParam.getDefaultInstance(),
        (transaction, request) -> {
          work.on(transaction);
          return Function.getDefaultInstance();
        });
  }

  private <Q> void submit(
      String name,
      Caller caller,
      MethodDescriptor<Q, Function> method,
      Q request,
      Operation.Handler<Q, Function> handler) {
    engine.execute(caller, new Operation<>(method, handler), request, outcome(name));
  }

  private Outcome<Function> outcome(String name) {
    return new Outcome<>() {
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
            || why instanceof CancellationException
            || why instanceof IllegalStateException;
    assertThat(expected).as(why.toString()).isTrue();
    return why.getClass().getSimpleName();
  }

  private void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private static void put(Transaction transaction, String name) {
    transaction.database().put(Key.of("t", name), name.getBytes(UTF_8));
  }

  private static boolean has(Transaction transaction, String name) {
    return transaction.database().get(Key.of("t", name)).isPresent();
  }

  private static void event(Transaction transaction, List<Long> times) {
    times.add(Times.micros(transaction.time()));
    transaction.emit(Event.newBuilder().setAssetKey("x"));
  }

  private static final class Recorder implements ChannelListener {
    private final List<Event> events = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private int refused;

    @Override
    public void committed(int calls, long nanos, List<Event> committed) {
      events.addAll(committed);
    }

    @Override
    public void refused() {
      refused++;
    }

    @Override
    public void failed(Throwable why) {
      failures.add(why);
    }
  }
}
