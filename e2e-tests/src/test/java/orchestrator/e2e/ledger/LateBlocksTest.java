package orchestrator.e2e.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.LedgerEngine;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Keys;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.loopback.LoopbackFabric;
import orchestrator.loopback.fault.Loss;
import orchestrator.loopback.fault.Step;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewFunction;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls and events of two organizations fit together while the peer of one lacks the newest blocks.
 */
class LateBlocksTest extends Requests {
  private static final int ROUNDS = 4;
  private static final int READS_MEANWHILE = 3;
  private static final int WRITES_OF_A_BLOCK = 8;
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private static Path folder;

  private static LedgerEngine engine;
  private static LoopbackFabric network;
  private static ServerProcess server;
  private static Connection connection;

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final Party one = connection.as(ONE, "mychannel");
  private final Party two = connection.as(TWO, "mychannel");

  LateBlocksTest() {
    super(new Keys());
  }

  @BeforeAll
  static void open() throws Exception {
    engine = LedgerEngine.start(List.of(ONE, TWO), List.of("mychannel"));
    network = engine.network();
    server =
        ServerProcess.start(
            engine
                .settings(folder.resolve("data"))
                .withChannels(Map.of("mychannel", List.of(ONE, TWO)))
                // A call that waits for a peer does so until the test lets the peer go on.
                .withFlags("--fabric-commit-timeout", "60s", "--tx-retry-budget", "60s"));
    connection = Connection.to(server.target());
    for (String organization : List.of(ONE, TWO)) {
      connection
          .as(organization, "mychannel")
          .call(
              OrganizationServiceGrpc.getRegisterOrganizationMethod(),
              RegisterOrganizationParam.getDefaultInstance());
    }
  }

  @AfterAll
  static void close() throws Exception {
    connection.close();
    server.close();
    engine.close();
  }

  @AfterEach
  void endFaults() {
    network.faults().clear();
    network.resumeCommits(ONE);
    network.resumeCommits(TWO);
    callers.shutdownNow();
  }

  @Test
  void aReadSeesWhatAnotherOrganizationWasTold() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Party writer = writerOf(round);
      Party reader = readerOf(round);
      network.pauseCommits(reader.organization());
      Function written = writer.register(function("function " + round));
      Future<Function> read = begun(() -> reader.function(written.getKey()));
      assertWaits(read, writer, written);

      network.resumeCommits(reader.organization());

      assertThat(answer(read)).isEqualTo(written);
    }
  }

  @Test
  void aWriteBuildsOnWhatAnotherOrganizationWasTold() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Party writer = writerOf(round);
      Party follower = readerOf(round);
      NewComputeTask.Builder task = taskOf(follower, round);
      network.pauseCommits(follower.organization());
      Function written = writer.register(function("function " + round));
      Future<List<ComputeTask>> registered = begun(() -> follower.register(task));
      assertWaits(registered, writer, written);

      network.resumeCommits(follower.organization());

      assertThat(answer(registered)).containsExactly(writer.task(task.getKey()));
    }
  }

  @Test
  void aWriteBuildsOnAnEventThatTheWritersPeerHasNotSeen() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Party writer = writerOf(round);
      Party follower = readerOf(round);
      NewFunction.Builder function = function("function " + round);
      NewComputeTask.Builder task = taskOf(follower, round);
      try (EventStream events =
          EventStream.after(EventLog.mark(follower).getId(), follower.transport())) {
        network.pauseCommits(writer.organization());
        Future<Function> written = begun(() -> writer.register(function));
        Function seen = events.next().getFunction();
        Future<List<ComputeTask>> registered = begun(() -> follower.register(task));
        assertWaits(registered, follower, seen);
        assertThat(written).isNotDone();

        network.resumeCommits(writer.organization());

        assertThat(answer(written)).isEqualTo(seen);
        assertThat(answer(registered)).containsExactly(writer.task(task.getKey()));
      }
    }
  }

  @Test
  void eventsComeToEachOnceAndInTheSameOrder() throws Exception {
    network.faults().shuffleBlocks(1);
    String start = EventLog.mark(one).getId();
    try (EventStream ofOne = EventStream.after(start, one.transport());
        EventStream ofTwo = EventStream.after(start, two.transport())) {
      List<Function> written = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        written.addAll(writeABlockThatComesLateTo(readerOf(round), "function " + round + "."));
      }
      Event end = EventLog.mark(one);
      List<Event> seenByOne = ofOne.upTo(end::equals);
      List<Event> seenByTwo = ofTwo.upTo(end::equals);

      assertThat(seenByTwo).isEqualTo(seenByOne);
      List<Event> events = seenByOne.subList(0, seenByOne.size() - 1);
      assertThat(events)
          .extracting(Event::getFunction)
          .containsExactlyInAnyOrderElementsOf(written);
      assertThat(events)
          .as("in the order of the blocks, which are shuffled, and not in that of time")
          .isNotEqualTo(
              events.stream()
                  .sorted(Comparator.comparing(event -> EventLog.micros(event.getTimestamp())))
                  .toList());
    }
  }

  /** Both organizations write at the same time; one of them sees the block and its answers late. */
  private List<Function> writeABlockThatComesLateTo(Party late, String name) throws Exception {
    long height = height(late);
    network.pauseCommits(late.organization());
    network.faults().gather(WRITES_OF_A_BLOCK);
    List<Future<Function>> writes = new ArrayList<>();
    for (int i = 0; i < WRITES_OF_A_BLOCK; i++) {
      Party writer = writerOf(i);
      NewFunction.Builder request = function(name + i);
      writes.add(begun(() -> writer.register(request)));
    }
    awaitHeight(late == one ? two : one, height + 1);
    network.faults().gather(0);
    network.resumeCommits(late.organization());
    List<Function> written = new ArrayList<>();
    for (Future<Function> write : writes) {
      written.add(answer(write));
    }
    return written;
  }

  @Test
  void aWriteWhoseStatusComesLateIsDoneAndAnsweredOnce() throws Exception {
    long height = height(two);
    network.pauseCommits(ONE);
    // The server does not know whether the orderer has the transaction, and hands it over again.
    network.faults().lose(Step.SUBMIT, Loss.ANSWER_CUT, 1);
    NewFunction.Builder function = function("function");
    Future<Function> write = begun(() -> one.register(function));
    awaitHeight(two, height + 2);
    assertThat(write).isNotDone();
    Function seen = two.function(function.getKey());

    network.resumeCommits(ONE);

    assertThat(answer(write)).isEqualTo(seen);
    assertThat(EventLog.of(one, seen.getKey())).hasSize(1);
    assertThat(EventLog.of(two, seen.getKey())).hasSize(1);
  }

  private Party writerOf(int round) {
    return round % 2 == 0 ? one : two;
  }

  private Party readerOf(int round) {
    return writerOf(round + 1);
  }

  /** A task that runs the round's function, in a plan of its own. */
  private NewComputeTask.Builder taskOf(Party owner, int round) {
    owner.register(plan("plan " + round));
    return task("task " + round)
        .setFunctionKey(key("function " + round))
        .setComputePlanKey(key("plan " + round));
  }

  private <T> Future<T> begun(Callable<T> call) {
    return callers.submit(call);
  }

  private static <T> T answer(Future<T> call) throws Exception {
    return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** It is not answered while calls of an organization whose peer has the block come and go. */
  private static void assertWaits(Future<?> call, Party other, Function written) {
    for (int i = 0; i < READS_MEANWHILE; i++) {
      assertThat(other.function(written.getKey())).isEqualTo(written);
    }
    assertThat(call).isNotDone();
  }

  private long height(Party party) {
    return network.height(party.organization(), party.channel());
  }

  private void awaitHeight(Party party, long blocks) throws Exception {
    Waiting waiting = new Waiting(Duration.ofSeconds(PATIENCE_SECONDS));
    while (height(party) < blocks) {
      assertThat(waiting.isOver()).as("block %s comes", blocks - 1).isFalse();
      waiting.pause();
    }
  }
}
