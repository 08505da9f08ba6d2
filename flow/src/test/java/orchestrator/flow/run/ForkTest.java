package orchestrator.flow.run;

import static orchestrator.flow.run.RunTester.failure;
import static orchestrator.flow.run.RunTester.result;
import static orchestrator.flow.run.RunTester.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.flow.Block;
import orchestrator.flow.Flow;
import orchestrator.flow.FlowBuilder;
import orchestrator.flow.fixtures.Calls;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.CommandResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

class ForkTest {
  private final Calls calls = new Calls();
  private final Service add = calls.service("add", value -> value + 1);
  private final Service twice = calls.service("twice", value -> value * 2);
  private final Service last = calls.service("last", value -> value);

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  private static Num minus(Num one, Num other) {
    return Num.of(one.value() - other.value());
  }

  private static Num sum(List<Num> all) {
    return Num.of(all.stream().mapToLong(Num::value).sum());
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  @Test
  void eachBranchGetsTheSameMessageAndTheJoinGetsWhatTheyGaveInTheirOrder() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch("left", way -> way.then(Num.block("twice")))
            .branch("right", way -> way.then(Num.block("add")))
            .join(Num.class, ForkTest::minus)
            .then(Num.block("last"))
            .build();

    assertThat(result(flow, 10, add, twice, last)).isEqualTo(20 - 11);
    assertThat(calls.all()).containsExactly("twice(10)", "add(10)", "last(9)");
  }

  @Test
  void branchesMayGiveDifferentTypes() {
    Service text = Service.of("text", Num.class, number -> "<" + number.value() + ">");
    Flow<Num, String> flow =
        flow()
            .parallel("p")
            .branch("one", way -> way.then(Block.named("text", Num.class, String.class)))
            .branch("two", way -> way.then(Num.block("add")))
            .branch("three", way -> way)
            .join(String.class, (a, b, c) -> a + b.value() + c.value())
            .build();

    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), text, add)) {
      assertThat(runner.start(flow, Num.of(7)).outcome().join().orThrow()).isEqualTo("<7>87");
    }
  }

  @Test
  void aForkMayBeFirstAndLastAndAllItsBranchesEmptyOrOfChanges() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch("left", way -> way)
            .branch("right", way -> way.map("m", Num.class, n -> Num.of(n.value() * 3)))
            .join(Num.class, ForkTest::minus)
            .then(Num.block("last"))
            .parallel("q")
            .branch("left", way -> way)
            .branch("right", way -> way)
            .join(Num.class, ForkTest::minus)
            .build();

    assertThat(result(flow, 5, last)).isZero();
    assertThat(calls.all()).containsExactly("last(-10)");
  }

  @Test
  void forksStandInForks() {
    Flow<Num, Num> flow =
        flow()
            .parallel("outer")
            .branch(
                "left",
                way ->
                    way.parallel("inner")
                        .branch("a", a -> a.then(Num.block("add")))
                        .branch("b", b -> b.then(Num.block("twice")))
                        .join(Num.class, ForkTest::minus)
                        .then(Num.block("last")))
            .branch(
                "right",
                way ->
                    way.parallel("inner")
                        .branch("a", a -> a)
                        .branch("b", b -> b)
                        .join(Num.class, ForkTest::minus))
            .join(Num.class, ForkTest::minus)
            .build();

    assertThat(result(flow, 10, add, twice, last)).isEqualTo(11 - 20);
    assertThat(calls.all()).containsExactly("add(10)", "twice(10)", "last(-9)");
  }

  @Test
  void aForkInALoopJoinsOncePerLap() {
    Flow<Num, Num> flow =
        flow()
            .repeatWhile(
                "w",
                9,
                number -> number.value() < 100,
                way ->
                    way.parallel("p")
                        .branch("a", a -> a.then(Num.block("add")))
                        .branch("b", b -> b.then(Num.block("twice")))
                        .join(Num.class, (a, b) -> Num.of(a.value() + b.value())))
            .build();

    assertThat(run(flow, 1, add, twice).trail())
        .containsExactly(
            "add#1", "twice#1", "add#2", "twice#2", "add#3", "twice#3", "add#4", "twice#4");
  }

  @Test
  void loopsInBranchesHaveLapsOfTheirOwn() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch(
                "loop",
                way ->
                    way.repeatUntil("u", 9, n -> n.value() > 2, lap -> lap.then(Num.block("add"))))
            .branch("plain", way -> way.then(Num.block("twice")))
            .join(Num.class, ForkTest::minus)
            .then(Num.block("last"))
            .build();

    assertThat(run(flow, 0, add, twice, last).trail())
        .containsExactlyInAnyOrder("add#1", "add#2", "add#3", "twice", "last")
        .endsWith("last");
  }

  @Test
  void tenThousandBranchesJoin() {
    Flow<Num, Num> flow = manyBranches(10_000, "add");

    assertThat(result(flow, 1, add)).isEqualTo(20_000);
    assertThat(calls.all()).hasSize(10_000);
  }

  private static Flow<Num, Num> manyBranches(int count, String service) {
    return flow()
        .parallel("p")
        .each(names(count), (name, way) -> way.then(Num.block(name).asks(service)))
        .join(Num.class, ForkTest::sum)
        .build();
  }

  @Test
  void tenThousandBranchesFailTogetherInOneSentenceOfBoundedLength() {
    Run<Num> run = run(manyBranches(10_000, "bad"), 1, calls.failing("bad"));

    assertThat(failure(run))
        .startsWith("FAILED: n0 failed: bad is broken; n1 failed: bad is broken; ")
        .endsWith("; others failed too")
        .hasSizeLessThan(1_200);
    assertThat(run.trail()).hasSize(10_000);
  }

  @Test
  void tenThousandBranchesThatCannotBeginFailTheRun() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .each(
                names(10_000),
                (name, way) ->
                    way.then(
                        Num.block(name).asks("add"),
                        visit ->
                            visit.before(
                                message -> {
                                  throw new IllegalStateException("odd");
                                })))
            .join(Num.class, ForkTest::sum)
            .build();

    assertThat(failure(run(flow, 1, add))).startsWith("FAILED: n0 failed: odd; n1 failed: odd");
    assertThat(calls.all()).isEmpty();
  }

  @Test
  void whenABranchFailsTheOthersComeToTheirEndsAndThenTheRunFails() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch("bad", way -> way.then(Num.block("bad")))
            .branch("good", way -> way.then(Num.block("add")).then(Num.block("twice")))
            .join(Num.class, ForkTest::minus)
            .then(Num.block("last"))
            .build();
    Run<Num> run = run(flow, 1, calls.failing("bad"), add, twice, last);

    assertThat(failure(run)).isEqualTo("FAILED: bad failed: bad is broken");
    assertThat(calls.all()).containsExactly("bad(1)", "add(1)", "twice(2)");
  }

  @Test
  void aPreHandlerThatThrowsFailsItsBranchAlone() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch(
                "bad",
                way ->
                    way.then(
                        Num.block("last"),
                        visit ->
                            visit.before(
                                message -> {
                                  throw new IllegalStateException("odd");
                                })))
            .branch("good", way -> way.then(Num.block("add")).then(Num.block("twice")))
            .join(Num.class, ForkTest::minus)
            .build();

    assertThat(failure(run(flow, 1, add, twice, last))).isEqualTo("FAILED: last failed: odd");
    assertThat(calls.all()).containsExactly("add(1)", "twice(2)");
  }

  @Test
  void aConditionThatThrowsFailsItsBranchAlone() {
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("last"))
            .parallel("p")
            .branch("bad", way -> way.thenWhen(n -> 1 / (n.value() - 1) > 0, Num.block("twice")))
            .branch("good", way -> way.then(Num.block("add")))
            .join(Num.class, ForkTest::minus)
            .build();

    assertThat(failure(run(flow, 1, add, twice, last)))
        .isEqualTo("FAILED: what follows last failed: / by zero");
    assertThat(calls.all()).containsExactly("last(1)", "add(1)");
  }

  @Test
  void aPostHandlerThatThrowsInABranchChangesNothing() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch(
                "left",
                way ->
                    way.then(
                        Num.block("add"),
                        visit ->
                            visit.after(
                                message -> {
                                  throw new IllegalStateException("odd");
                                })))
            .branch("right", way -> way.then(Num.block("twice")))
            .join(Num.class, ForkTest::minus)
            .build();

    assertThat(result(flow, 3, add, twice)).isEqualTo(4 - 6);
  }

  @Test
  void aJoinThatThrowsFailsTheRun() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch("left", way -> way.then(Num.block("add")))
            .branch("right", way -> way.then(Num.block("twice")))
            .join(Num.class, (left, right) -> Num.of(left.value() / (right.value() - 2)))
            .build();

    assertThat(failure(run(flow, 1, add, twice)))
        .isEqualTo("FAILED: what follows twice failed: / by zero");
  }

  @Test
  void aPreHandlerBehindTheJoinThatThrowsFailsTheRunAndUndoesBothBranches() {
    Service undo = calls.service("undo", value -> value);
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch(
                "left",
                way -> way.then(Num.block("add"), visit -> visit.undoneBy(Num.block("undo"))))
            .branch(
                "right",
                way -> way.then(Num.block("twice"), visit -> visit.undoneBy(Num.block("undo"))))
            .join(Num.class, ForkTest::minus)
            .then(
                Num.block("last"),
                visit ->
                    visit.before(
                        message -> {
                          throw new IllegalStateException("odd");
                        }))
            .build();
    Run<Num> run = run(flow, 5, add, twice, last, undo);

    assertThat(failure(run)).isEqualTo("FAILED: what follows twice failed: odd");
    assertThat(run.trail()).containsExactly("add", "twice", "~twice", "~add");
    assertThat(calls.all()).containsExactly("add(5)", "twice(5)", "undo(10)", "undo(6)");
  }

  @Test
  void attributesOfBranchesMeetAtTheJoin() {
    List<Object> seen = new ArrayList<>();
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch("left", way -> way.then(Num.block("mark").asks("mark", "left")))
            .branch("right", way -> way.then(Num.block("mark2").asks("mark", "right")))
            .join(Num.class, ForkTest::minus)
            .then(
                Num.block("last"),
                visit ->
                    visit.before(
                        message -> {
                          seen.add(message.header().attributes());
                          return message;
                        }))
            .build();
    Service mark =
        Service.named("mark")
            .process("left", Num.class, (m, scope) -> CommandResult.of(m.withAttribute("l", "1")))
            .process("right", Num.class, (m, scope) -> CommandResult.of(m.withAttribute("r", "2")))
            .build();

    run(flow, 1, mark, last);

    assertThat(seen).containsExactly(java.util.Map.of("l", "1", "r", "2"));
  }

  @Test
  void aRunUnderTheIdOfOneThatIsOverJoinsAnew() {
    Flow<Num, Num> flow = manyBranches(2, "add");
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), add)) {
      for (long i = 0; i < 3; i++) {
        assertThat(runner.start(flow, "same", Num.of(i)).outcome())
            .succeedsWithin(Duration.ofSeconds(10))
            .isEqualTo(RunResult.finished(Num.of(2 * (i + 1))));
      }
    }
  }

  @Test
  void aForkWithoutVisitsInALoopDoesNotMakeTheStackDeeper() {
    Flow<Num, Num> flow =
        flow()
            .repeatWhile(
                "w",
                50_000,
                number -> number.value() < 50_000,
                lap ->
                    lap.parallel("p")
                        .branch("left", way -> way)
                        .branch("right", way -> way.map("m", Num.class, n -> Num.of(1)))
                        .join(Num.class, (left, right) -> Num.of(left.value() + right.value())))
            .then(Num.block("last"))
            .build();

    assertThat(result(flow, 0, last)).isEqualTo(50_000);
  }

  @Test
  void whatFailsBehindAForkWithoutVisitsIsNoFailureOfABranch() {
    Service undo = calls.service("undo", value -> value);
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("add"), visit -> visit.undoneBy(Num.block("undo").before(any -> null)))
            .parallel("p")
            .branch("left", way -> way)
            .branch("right", way -> way)
            .join(Num.class, ForkTest::minus)
            .map("bad", Num.class, number -> Num.of(1 / number.value()))
            .then(Num.block("last"))
            .build();
    Run<Num> run = run(flow, 1, add, last, undo);

    assertThat(failure(run)).isEqualTo("FAILED: what follows add failed: / by zero");
    assertThat(run.trail()).containsExactly("add");
  }
}
