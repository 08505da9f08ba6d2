package orchestrator.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import orchestrator.flow.Flow;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.Hop;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.flow.run.Run;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

/** Durable runs that go on in another process. */
class TakenUpRunsTest extends OnDurableFlows {
  @Test
  void aRunIsTakenUpByTheNextRunner() throws Exception {
    Flow<Count, Count> flow = flow("handed over");
    CountDownLatch isAsked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    DurableFlows first = DurableFlows.of(client, List.of(flow)).start();
    first.start(flow, "handed over 1", new Count(1));
    work(
        UP,
        Service.of(
            "other",
            Count.class,
            count -> {
              isAsked.countDown();
              await(mayAnswer);
              return new Count(count.value() * 10);
            }));
    isAsked.await();
    first.close();
    mayAnswer.countDown();
    await(first, "handed over 1", "second", Hop.Status.DONE);
    assertThat(first.outcome(flow, "handed over 1")).isEmpty();

    DurableFlows second = runner(flow);

    assertThat(end(second.start(flow, "handed over 1", new Count(1))).orThrow())
        .isEqualTo(new Count(20));
    assertThat(second.history("handed over 1"))
        .extracting(Hop::place, Hop::status, Hop::takings)
        .containsExactly(tuple("first", Hop.Status.DONE, 1), tuple("second", Hop.Status.DONE, 1));
  }

  @Test
  void aForkIsTakenUpWithWhatCameToItsJoinWithoutAHop() throws Exception {
    Flow<Count, Count> flow =
        Flow.named("half forked", Count.class)
            .parallel("outer")
            .branch("empty", way -> way)
            .branch(
                "inner",
                way ->
                    way.then(FIRST)
                        .parallel("inner")
                        .branch("also empty", here -> here)
                        .branch("asked", here -> here.then(SECOND.asks("other")))
                        .join(Count.class, (one, two) -> new Count(one.value() + two.value())))
            .join(Count.class, (one, two) -> new Count(100 * one.value() + two.value()))
            .build();
    DurableFlows first = DurableFlows.of(client, List.of(flow)).start();
    first.start(flow, "half forked 1", new Count(1));
    work(UP);
    await(first, "half forked 1", "second", Hop.Status.WAITING);
    first.close();
    DurableFlows second = runner(flow);

    work(Service.of("other", Count.class, count -> new Count(count.value() * 10)));

    Run<Count> run = second.start(flow, "half forked 1", new Count(1));
    assertThat(end(run).orThrow()).isEqualTo(new Count(100 + 2 + 20));
    assertThat(run.trail()).containsExactlyInAnyOrder("first", "second");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void whatAProcessHadTakenIsForTheNextOneOfItsName() throws Exception {
    Flow<Count, Count> flow =
        Flow.named("named", Count.class).then(block("named").asks("named")).build();
    DurableFlows runner = runner(flow);
    Service dying =
        Service.named("named")
            .process(
                "die",
                Count.class,
                (message, scope) -> {
                  throw new InterruptedException("the process ends");
                })
            .defaultCommand("die")
            .build();
    Service living = Service.of("named", Count.class, count -> new Count(count.value() + 1));
    try (ServiceWorker first = ServiceWorker.of(client).service(dying).name("first").start()) {
      Run<Count> unusedRun = runner.start(flow, "named 1", new Count(1));
      await(runner, "named 1", "named", Hop.Status.RUNNING);
      assertThat(first.completion()).isNotDone();
    }
    closing(ServiceWorker.of(client).service(living).name("second").start());
    assertThat(end(runner.start(flow, "named 2", new Count(2))).orThrow()).isEqualTo(new Count(3));
    assertThat(runner.history("named 1").get(0).status()).isEqualTo(Hop.Status.RUNNING);

    closing(ServiceWorker.of(client).service(living).name("first").start());

    assertThat(end(runner.start(flow, "named 1", new Count(1))).orThrow()).isEqualTo(new Count(2));
    assertThat(runner.history("named 1")).extracting(Hop::takings).containsExactly(2);
  }
}
