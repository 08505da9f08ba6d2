package orchestrator.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orchestrator.client.spec.FolderStore;
import orchestrator.flow.Block;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Retry;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.Hop;
import orchestrator.flow.durable.MessageStore;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.CommandResult;
import orchestrator.flow.service.Service;
import orchestrator.flow.wire.MessageCodec;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import org.junit.jupiter.api.Test;

/** What becomes of durable runs that do not simply come to their end, and what the API tells. */
class DurableFlowsTest extends OnDurableFlows {
  @Test
  void aPlanThatIsCancelledIsUndone() throws Exception {
    Flow<Count, Count> flow = flow("cancelled");
    DurableFlows runner = runner(flow);
    work(UP);
    Run<Count> run = runner.start(flow, "cancelled 1", new Count(1));
    await(runner, run.id(), "second", Hop.Status.WAITING);
    assertThat(isRunning(run.id())).isTrue();

    client.call(
        ComputePlanServiceGrpc.getApplyPlanActionMethod(),
        ApplyPlanActionParam.newBuilder()
            .setKey(planKey(run.id()))
            .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
            .build());

    RunResult<Count> outcome = end(run);
    assertThat(outcome.status()).isEqualTo(RunResult.Status.FAILED);
    assertThat(outcome.fault().kind()).isEqualTo(Fault.Kind.CANCELED);
    assertThat(run.trail()).containsExactly("first", "second", "~first");
    await(runner, run.id(), "second", Hop.Status.CANCELED);
    assertThat(isRunning(run.id())).isFalse();
  }

  @Test
  void aServiceThatNobodyRunsIsNotWaitedForLongerThanTheTimeOut() throws Exception {
    Flow<Count, Count> flow =
        Flow.named("late", Count.class)
            .then(FIRST, visit -> visit.undoneBy(BACK))
            .then(SECOND.asks("nobody"), visit -> visit.timeout(Duration.ofMillis(300)))
            .build();
    DurableFlows runner = runner(flow);
    work(UP);

    RunResult<Count> outcome = end(runner.start(flow, "late 1", new Count(1)));

    assertThat(outcome.fault().kind()).isEqualTo(Fault.Kind.TIMEOUT);
    assertThat(outcome.fault().text())
        .isEqualTo("second failed: there was no answer within 300 ms");
    await(runner, "late 1", "second", Hop.Status.CANCELED);
    await(runner, "late 1", "~first", Hop.Status.DONE);
  }

  @Test
  void aCommandIsTriedAgainAndTheTriesAreSeen() throws Exception {
    Flow<Count, Count> flow =
        Flow.named("tried", Count.class)
            .then(
                block("wobbly").asks("wobbly"),
                visit -> visit.retry(new Retry(3, Duration.ofMillis(5), Duration.ofMillis(10))))
            .build();
    AtomicInteger tries = new AtomicInteger();
    Service wobbly =
        Service.of(
            "wobbly",
            Count.class,
            count -> {
              if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              return new Count(tries.get());
            });
    DurableFlows runner = runner(flow);
    work(wobbly);

    assertThat(end(runner.start(flow, "tried 1", new Count(0))).orThrow()).isEqualTo(new Count(3));
    String hop = tasks("tried 1").get(1).getKey();
    assertThat(
            client
                .pages(
                    EventServiceGrpc.getQueryEventsMethod(),
                    QueryEventsParam.getDefaultInstance(),
                    QueryEventsResponse::getEventsList)
                .filter(event -> event.getProfilingStep().getAssetKey().equals(hop))
                .map(Event::getProfilingStep)
                .map(step -> step.getStep()))
        .containsExactly("try 1 of 3 failed", "try 2 of 3 failed");
  }

  @Test
  void aServiceThatGivesNothingStopsTheRun() throws Exception {
    Flow<Count, Count> flow =
        Flow.named("stopped", Count.class).then(block("silent").asks("silent")).build();
    DurableFlows runner = runner(flow);
    work(
        Service.named("silent")
            .process("be silent", Count.class, (message, scope) -> CommandResult.NOTHING)
            .defaultCommand("be silent")
            .build());

    RunResult<Count> outcome = end(runner.start(flow, "stopped 1", new Count(1)));

    assertThat(outcome.status()).isEqualTo(RunResult.Status.STOPPED);
    assertThat(runner.outcome(flow, "stopped 1").orElseThrow().status())
        .isEqualTo(RunResult.Status.STOPPED);
  }

  @Test
  void aRunThatIsStartedTwiceIsOneRun() throws Exception {
    Flow<Count, Count> flow = Flow.named("twice", Count.class).then(FIRST).then(SECOND).build();
    Flow<Count, Count> other = Flow.named("other flow", Count.class).then(FIRST).build();
    DurableFlows first = runner(flow, other);
    DurableFlows second = runner(flow, other);
    Run<Count> one = first.start(flow, "twice 1", new Count(1));
    Run<Count> again = first.start(flow, "twice 1", new Count(1));
    Run<Count> elsewhere = second.start(flow, "twice 1", new Count(100));
    work(UP);

    // Which of the two runners is the first to write its run is chance.
    Count result = end(one).orThrow();
    assertThat(result).isIn(new Count(3), new Count(102));
    assertThat(end(again).orThrow()).isEqualTo(result);
    assertThat(end(elsewhere).orThrow()).isEqualTo(result);
    assertThat(end(second.start(flow, "twice 1", new Count(7))).orThrow()).isEqualTo(result);
    assertThat(tasks("twice 1")).hasSize(3);
    assertThatThrownBy(() -> end(second.start(other, "twice 1", new Count(7))))
        .hasMessageContaining("the run 'twice 1' is one of the flow 'twice', not of 'other flow'");
  }

  @Test
  void messagesThatAreKeptElsewhereAreNotInTheAssets() throws Exception {
    Path files = folder.resolve("messages");
    MessageStore store =
        MessageStore.inFolder(new FolderStore(files, "https://messages.example.org/"), ONE);
    Flow<Count, Count> flow = Flow.named("private", Count.class).then(FIRST).then(SECOND).build();
    DurableFlows runner = closing(DurableFlows.of(client, List.of(flow)).store(store).start());
    closing(ServiceWorker.of(client).service(UP).store(store).start());

    assertThat(end(runner.start(flow, "private 1", new Count(4711))).orThrow())
        .isEqualTo(new Count(4713));
    assertThat(runner.outcome(flow, "private 1").orElseThrow().orThrow())
        .isEqualTo(new Count(4713));
    for (ComputeTask task : tasks("private 1")) {
      assertThat(task.getMetadataMap().toString())
          .contains("https://messages.example.org/")
          .doesNotContain("4711", "4712", "4713");
    }
    try (Stream<Path> kept = Files.walk(files)) {
      assertThat(kept.filter(Files::isRegularFile)).hasSize(6);
    }
  }

  @Test
  void aMessageThatAssetsDoNotTakeIsToldByName() throws Exception {
    Flow<String, String> flow =
        Flow.named("large", String.class)
            .then(Block.named("grow", String.class, String.class).asks("grow"))
            .build();
    DurableFlows runner = runner(flow);
    work(Service.of("grow", String.class, text -> text.repeat(2_000_000)));

    assertThatThrownBy(() -> runner.start(flow, "large 1", "x".repeat(2_000_000)))
        .hasMessage(
            "the message large 1/start has 2000002 characters, and assets take 1048576;"
                + " a MessageStore elsewhere takes more");
    Flow<String, String> changed =
        Flow.named("grown here", String.class)
            .then(Block.named("echo", String.class, String.class).asks("echo"))
            .map("grow", String.class, text -> text.repeat(2_000_000))
            .build();
    DurableFlows other = runner(changed);
    work(Service.of("echo", String.class, text -> text));
    Run<String> tooLarge = other.start(changed, "large 3", "x");
    assertThatThrownBy(() -> end(tooLarge)).hasMessageContaining("a MessageStore elsewhere");
    assertThat(other.outcome(changed, "large 3").orElseThrow().status())
        .isEqualTo(RunResult.Status.FAILED);
    assertThat(end(runner.start(flow, "large 2", "x")).fault().reason())
        .startsWith("the message large 2/grow/answer has 20000");
  }

  @Test
  void anOrganizationThatIsNotThereFailsTheVisit() throws Exception {
    Flow<Count, Count> flow = flow("nobody");
    DurableFlows runner =
        closing(DurableFlows.of(client, List.of(flow)).service("other", "NobodyMSP").start());
    work(UP);

    Run<Count> run = runner.start(flow, "nobody 1", new Count(1));

    assertThat(end(run).fault().kind()).isEqualTo(Fault.Kind.UNREACHABLE);
    assertThat(end(run).fault().reason()).contains("NobodyMSP");
    assertThat(run.trail()).containsExactly("first", "second", "~first");
  }

  @Test
  void aServiceTakesMessagesOfWhomItIsToldAlone() throws Exception {
    Flow<Count, Count> flow = Flow.named("whose", Count.class).then(FIRST).build();
    DurableFlows runner = runner(flow);
    ServiceWorker others = closing(ServiceWorker.of(client).service(UP).from(TWO).start());
    Run<Count> run = runner.start(flow, "whose 1", new Count(1));
    await(runner, run.id(), "first", Hop.Status.WAITING);

    ServiceWorker own = closing(ServiceWorker.of(client).service(UP).from(ONE, TWO).start());

    assertThat(end(run).orThrow()).isEqualTo(new Count(2));
    assertThat(others.completion()).isNotDone();
    assertThat(own.completion()).isNotDone();
  }

  @Test
  void bodiesAreWrittenAndReadByACodecOfOnesOwn() throws Exception {
    MessageCodec codec =
        new MessageCodec(
            JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .build());
    Flow<Count, Count> flow = Flow.named("own codec", Count.class).then(FIRST).build();
    DurableFlows runner = closing(DurableFlows.of(client, List.of(flow)).codec(codec).start());
    closing(ServiceWorker.of(client).service(UP).codec(codec).start());

    assertThat(end(runner.start(flow, "own codec 1", new Count(4711))).orThrow())
        .isEqualTo(new Count(4712));
    assertThat(tasks("own codec 1").get(1).getMetadataMap().toString()).contains("\"Value\":4711");
  }

  @Test
  void noMoreRunsAreUnderWayThanAllowed() {
    Flow<Count, Count> flow =
        Flow.named("few", Count.class).then(block("few").asks("nobody")).build();
    DurableFlows runner = closing(DurableFlows.of(client, List.of(flow)).mostRuns(2).start());
    for (String id : List.of("few 1", "few 2")) {
      assertThat(runner.start(flow, id, new Count(1)).outcome()).isNotDone();
    }

    assertThatThrownBy(() -> runner.start(flow, "few 3", new Count(1)))
        .hasMessage("2 runs are under way, and no more may be; run 'few 3' has to wait");
  }

  @Test
  void aWideForkIsJoinedAndItsEdgesAreSeen() throws Exception {
    List<String> ways = IntStream.range(0, 200).mapToObj(way -> "way-" + way).toList();
    Flow<Count, Count> flow =
        Flow.named("wide", Count.class)
            .parallel("ways")
            .each(ways, (way, here) -> here.then(block(way)))
            .join(Count.class, all -> new Count(all.stream().mapToInt(Count::value).sum()))
            .then(FIRST)
            .build();
    DurableFlows runner = runner(flow);
    work(UP);

    assertThat(end(runner.start(flow, "wide 1", new Count(0))).orThrow()).isEqualTo(new Count(201));
    List<ComputeTask> last = tasks("wide 1").stream().filter(task -> task.getRank() == 1).toList();
    assertThat(last).hasSize(1);
    assertThat(last.get(0).getInputsCount()).isEqualTo(200);
  }
}
