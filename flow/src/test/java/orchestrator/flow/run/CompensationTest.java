package orchestrator.flow.run;

import static orchestrator.flow.run.RunTester.failure;
import static orchestrator.flow.run.RunTester.result;
import static orchestrator.flow.run.RunTester.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.flow.Block;
import orchestrator.flow.Flow;
import orchestrator.flow.FlowBuilder;
import orchestrator.flow.fixtures.Calls;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.CommandResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

/** What was done is undone when a run fails, the last first. */
class CompensationTest {
  private final Calls calls = new Calls();
  private final Service a = calls.service("a", value -> value + 1);
  private final Service b = calls.service("b", value -> value + 10);
  private final Service c = calls.service("c", value -> value + 100);
  private final Service undo = calls.service("undo", value -> value);
  private final Service bad = calls.failing("bad");

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  private static Num sum(Num one, Num other) {
    return Num.of(one.value() + other.value());
  }

  @Test
  void visitsAreUndoneInReverseOrderEachWithWhatItGave() {
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .then(Num.block("c"))
            .then(Num.block("b"), visit -> visit.undoneBy(Num.block("undo")))
            .then(Num.block("bad"), visit -> visit.undoneBy(Num.block("undo")))
            .build();
    Run<Num> run = run(flow, 0, a, b, c, bad, undo);

    assertThat(failure(run)).isEqualTo("FAILED: bad failed: bad is broken");
    assertThat(run.trail()).containsExactly("a", "c", "b", "bad", "~b", "~a");
    assertThat(calls.all())
        .containsExactly("a(0)", "c(1)", "b(101)", "bad(111)", "undo(111)", "undo(1)");
  }

  @Test
  void aRunThatFinishesUndoesNothing() {
    Flow<Num, Num> flow =
        flow().then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo"))).build();

    assertThat(result(flow, 0, a, undo)).isEqualTo(1);
    assertThat(calls.all()).containsExactly("a(0)");
  }

  @Test
  void aRunThatFailsAtItsStartHasNothingToUndo() {
    Flow<Num, Num> flow = flow().then(Num.block("bad")).build();
    Run<Num> run = run(flow, 0, bad);

    assertThat(failure(run)).isEqualTo("FAILED: bad failed: bad is broken");
    assertThat(run.trail()).containsExactly("bad");
  }

  @Test
  void whatFailsBehindAVisitUndoesTheVisitToo() {
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .map("m", Num.class, number -> Num.of(1 / (number.value() - 1)))
            .then(Num.block("b"))
            .build();
    Run<Num> run = run(flow, 0, a, b, undo);

    assertThat(failure(run)).isEqualTo("FAILED: what follows a failed: / by zero");
    assertThat(run.trail()).containsExactly("a", "~a");
  }

  @Test
  void aLoopIsUndoneOncePerLap() {
    Flow<Num, Num> flow =
        flow()
            .repeatWhile(
                "w",
                9,
                number -> number.value() < 3,
                way -> way.then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo"))))
            .then(Num.block("bad"))
            .build();
    Run<Num> run = run(flow, 0, a, bad, undo);

    assertThat(run.trail()).containsExactly("a#1", "a#2", "a#3", "bad", "~a#3", "~a#2", "~a#1");
    assertThat(calls.all())
        .containsExactly("a(0)", "a(1)", "a(2)", "bad(3)", "undo(3)", "undo(2)", "undo(1)");
  }

  @Test
  void tenThousandLapsAreUndone() {
    Flow<Num, Num> flow =
        flow()
            .repeatWhile(
                "w",
                5_000,
                number -> true,
                way -> way.then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo"))))
            .build();
    Run<Num> run = run(flow, 0, a, undo);

    assertThat(failure(run)).endsWith("the loop 'w' would go round more than 5000 times");
    assertThat(run.trail()).hasSize(10_000).endsWith("~a#2", "~a#1");
  }

  @Test
  void branchesAreUndoneWhateverHappenedInThem() {
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("c"), visit -> visit.undoneBy(Num.block("undo")))
            .parallel("p")
            .branch(
                "left", way -> way.then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo"))))
            .branch(
                "right",
                way ->
                    way.then(Num.block("b"), visit -> visit.undoneBy(Num.block("undo")))
                        .then(Num.block("bad")))
            .join(Num.class, CompensationTest::sum)
            .build();
    Run<Num> run = run(flow, 0, a, b, c, bad, undo);

    assertThat(failure(run)).isEqualTo("FAILED: bad failed: bad is broken");
    assertThat(run.trail()).containsExactly("c", "a", "b", "bad", "~b", "~a", "~c");
    assertThat(calls.all()).endsWith("undo(110)", "undo(101)", "undo(100)");
  }

  @Test
  void nestedForksInLoopsAreUndoneToTheBottom() {
    Flow<Num, Num> flow =
        flow()
            .repeatWhile(
                "w",
                2,
                number -> true,
                lap ->
                    lap.parallel("outer")
                        .branch(
                            "left",
                            left ->
                                left.parallel("inner")
                                    .branch(
                                        "a",
                                        way ->
                                            way.then(
                                                Num.block("a"), v -> v.undoneBy(Num.block("undo"))))
                                    .branch(
                                        "b",
                                        way ->
                                            way.then(
                                                Num.block("b"), v -> v.undoneBy(Num.block("undo"))))
                                    .join(Num.class, CompensationTest::sum))
                        .branch("right", way -> way)
                        .join(Num.class, CompensationTest::sum)
                        .then(Num.block("c"), v -> v.undoneBy(Num.block("undo"))))
            .build();
    Run<Num> run = run(flow, 0, a, b, c, undo);

    assertThat(run.trail())
        .containsExactly(
            "a#1", "b#1", "c#1", "a#2", "b#2", "c#2", "~c#2", "~b#2", "~a#2", "~c#1", "~b#1",
            "~a#1");
  }

  @Test
  void subFlowsAreUndoneByTheirNames() {
    Flow<Num, Num> sub =
        Flow.named("sub", Num.class)
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .build();
    Flow<Num, Num> flow =
        flow().allowDuplicates().then(sub).then(sub).then(Num.block("bad")).build();

    assertThat(run(flow, 0, a, bad, undo).trail())
        .containsExactly("sub.a_0", "sub.a_1", "bad_2", "~sub.a_1", "~sub.a_0");
  }

  private Flow<Num, Num> undoneInTheMiddleBy(Block<Num, Num> compensation) {
    return flow()
        .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
        .then(Num.block("b"), visit -> visit.undoneBy(compensation))
        .then(Num.block("c"), visit -> visit.undoneBy(Num.block("undo")))
        .then(Num.block("bad"))
        .build();
  }

  @Test
  void whatCannotBeUndoneIsToldAndTheOthersAreUndone() {
    Run<Num> run =
        run(undoneInTheMiddleBy(Num.block("stuck")), 0, a, b, c, bad, undo, calls.failing("stuck"));

    assertThat(failure(run))
        .isEqualTo("FAILED: bad failed: bad is broken; not undone: ~b: stuck is broken");
    assertThat(run.trail()).containsExactly("a", "b", "c", "bad", "~c", "~b", "~a");
  }

  @Test
  void aHandlerOfACompensationThatThrowsIsToldAndTheOthersAreUndone() {
    Block<Num, Num> odd =
        Num.block("undo")
            .before(
                message -> {
                  throw new IllegalStateException("odd");
                });
    Run<Num> run = run(undoneInTheMiddleBy(odd), 0, a, b, c, bad, undo);

    assertThat(failure(run)).isEqualTo("FAILED: bad failed: bad is broken; not undone: ~b: odd");
    assertThat(calls.all()).endsWith("bad(111)", "undo(111)", "undo(1)");
  }

  @Test
  void aPostHandlerOfACompensationThatThrowsChangesNothing() {
    Block<Num, Num> odd =
        Num.block("undo")
            .after(
                message -> {
                  throw new IllegalStateException("odd");
                });
    Run<Num> run = run(undoneInTheMiddleBy(odd), 0, a, b, c, bad, undo);

    assertThat(failure(run)).isEqualTo("FAILED: bad failed: bad is broken");
    assertThat(calls.all()).endsWith("undo(111)", "undo(11)", "undo(1)");
  }

  @Test
  void aCompensationWhosePreHandlerGivesNothingIsPassedOverAndTheOthersAreUndone() {
    Run<Num> run =
        run(undoneInTheMiddleBy(Num.block("undo").before(any -> null)), 0, a, b, c, bad, undo);

    assertThat(failure(run)).isEqualTo("FAILED: bad failed: bad is broken");
    assertThat(calls.all()).endsWith("bad(111)", "undo(111)", "undo(1)");
  }

  @Test
  void aCompensationNeedsNoAnswer() {
    Run<Num> run =
        run(undoneInTheMiddleBy(Num.block("quiet")), 0, a, b, c, bad, undo, calls.silent("quiet"));

    assertThat(failure(run)).isEqualTo("FAILED: bad failed: bad is broken");
    assertThat(run.trail()).containsExactly("a", "b", "c", "bad", "~c", "~b", "~a");
  }

  @Test
  void aCompensationMayAnswerAnything() {
    Service other =
        Service.named("other")
            .process(
                "other",
                Num.class,
                (message, scope) -> CommandResult.of(message.withBody("released")))
            .defaultCommand("other")
            .build();

    assertThat(failure(run(undoneInTheMiddleBy(Num.block("other")), 0, a, b, c, bad, undo, other)))
        .isEqualTo("FAILED: bad failed: bad is broken");
  }

  @Test
  void aCompensationIsTriedAsOftenAsItSays() {
    int[] tries = {0};
    Service flaky =
        calls.service(
            "flaky",
            value -> {
              if (++tries[0] < 3) {
                throw new IllegalStateException("not yet");
              }
              return value;
            });
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("flaky"), RetryTest.AT_ONCE))
            .then(Num.block("bad"))
            .build();

    assertThat(failure(run(flow, 0, a, bad, flaky))).isEqualTo("FAILED: bad failed: bad is broken");
    assertThat(calls.all()).containsExactly("a(0)", "bad(1)", "flaky(1)", "flaky(1)", "flaky(1)");
  }

  @Test
  void everyKindOfFailureIsUndone() {
    Service wrong = Service.of("wrong", Num.class, number -> "text");
    for (Service failing : List.of(bad, wrong)) {
      Flow<Num, Num> flow =
          flow()
              .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
              .then(Num.block(failing.name()))
              .build();

      assertThat(run(flow, 0, a, failing, undo).trail()).containsExactly("a", failing.name(), "~a");
    }
  }

  @Test
  void anAnswerOfAnotherTypeIsAFailureOfTheService() {
    Service wrong = Service.of("wrong", Num.class, number -> "text");

    assertThat(failure(run(flow().then(Num.block("wrong")).build(), 0, wrong)))
        .isEqualTo(
            "FAILED: wrong failed: the service 'wrong' gave java.lang.String, but the block"
                + " 'wrong' gives orchestrator.flow.fixtures.Num");
  }
}
