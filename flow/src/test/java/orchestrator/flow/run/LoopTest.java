package orchestrator.flow.run;

import static orchestrator.flow.run.RunTester.failure;
import static orchestrator.flow.run.RunTester.result;
import static orchestrator.flow.run.RunTester.run;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.flow.Flow;
import orchestrator.flow.FlowBuilder;
import orchestrator.flow.fixtures.Calls;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

class LoopTest {
  private final Calls calls = new Calls();
  private final Service add = calls.service("add", value -> value + 1);
  private final Service twice = calls.service("twice", value -> value * 2);

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  private static Flow<Num, Num> whileBelow(int bound, int limit) {
    return flow()
        .repeatWhile(
            "w", limit, number -> number.value() < bound, way -> way.then(Num.block("add")))
        .build();
  }

  private static Flow<Num, Num> untilAtLeast(int bound, int limit) {
    return flow()
        .repeatUntil(
            "u", limit, number -> number.value() >= bound, way -> way.then(Num.block("add")))
        .build();
  }

  @Test
  void whileIsAskedBeforeEachTime() {
    assertThat(run(whileBelow(3, 9), 0, add).trail()).containsExactly("add#1", "add#2", "add#3");
    assertThat(run(whileBelow(3, 9), 3, add).trail()).isEmpty();
    assertThat(result(whileBelow(3, 9), 3, add)).isEqualTo(3);
  }

  @Test
  void untilIsAskedAfterEachTime() {
    assertThat(run(untilAtLeast(3, 9), 0, add).trail()).containsExactly("add#1", "add#2", "add#3");
    assertThat(run(untilAtLeast(3, 9), 3, add).trail()).containsExactly("add#1");
  }

  @Test
  void aRunThatNeedsExactlyTheLimitFinishes() {
    assertThat(result(whileBelow(3, 3), 0, add)).isEqualTo(3);
    assertThat(result(untilAtLeast(3, 3), 0, add)).isEqualTo(3);
    assertThat(result(untilAtLeast(1, 1), 0, add)).isEqualTo(1);
  }

  @Test
  void aRunThatWantsMoreFails() {
    assertThat(failure(run(whileBelow(4, 3), 0, add)))
        .isEqualTo(
            "FAILED: what follows add#3 failed: flow 'f': the loop 'w' would go round more than"
                + " 3 times");
    assertThat(failure(run(untilAtLeast(4, 3), 0, add)))
        .isEqualTo(
            "FAILED: what follows add#3 failed: flow 'f': the loop 'u' would go round more than"
                + " 3 times");
  }

  @Test
  void loopsStandInLoopsAndLapsAreToldInnermostFirst() {
    Flow<Num, Num> flow =
        flow()
            .repeatWhile(
                "outer",
                5,
                number -> number.value() < 20,
                outer ->
                    outer
                        .repeatUntil(
                            "inner",
                            5,
                            number -> number.value() % 3 == 0,
                            inner -> inner.then(Num.block("add")))
                        .then(Num.block("twice")))
            .build();

    assertThat(run(flow, 1, add, twice).trail())
        .containsExactly(
            "add#1.1", "add#2.1", "twice#1", "add#1.2", "add#2.2", "add#3.2", "twice#2", "add#1.3",
            "add#2.3", "add#3.3", "twice#3")
        .hasSize(11);
  }

  @Test
  void lapsBeginAnewWhenALoopIsEnteredAgain() {
    Flow<Num, Num> flow =
        flow()
            .allowDuplicates()
            .repeatWhile("w", 9, number -> number.value() < 2, way -> way.then(Num.block("add")))
            .then(Num.block("twice"))
            .repeatWhile("w", 9, number -> number.value() < 6, way -> way.then(Num.block("add")))
            .build();

    assertThat(run(flow, 0, add, twice).trail())
        .containsExactly("add_0#1", "add_0#2", "twice_1", "add_2#1", "add_2#2");
  }

  @Test
  void aWayOutOfTheMiddleOfALoopIsAChoice() {
    Flow<Num, Num> flow =
        flow()
            .repeatUntil(
                "u",
                9,
                number -> number.value() >= 8,
                way ->
                    way.then(Num.block("add"))
                        .thenWhen(number -> number.value() % 2 == 0, Num.block("twice")))
            .build();

    assertThat(run(flow, 0, add, twice).trail())
        .containsExactly("add#1", "add#2", "twice#2", "add#3", "add#4", "twice#4");
  }

  @Test
  void aLoopOfChangesAloneIsGoneRoundWithoutAMessage() {
    Flow<Num, Num> flow =
        flow()
            .repeatWhile(
                "w",
                1_000_000,
                number -> number.value() < 100_000,
                way -> way.map("more", Num.class, number -> Num.of(number.value() + 1)))
            .then(Num.block("add"))
            .build();

    assertThat(result(flow, 0, add)).isEqualTo(100_001);
  }

  @Test
  void tenThousandLapsDoNotMakeTheStackDeeper() {
    Flow<Num, Num> flow = whileBelow(10_000, 10_000);

    assertThat(result(flow, 0, add)).isEqualTo(10_000);
  }

  @Test
  void aConditionThatThrowsFailsTheRun() {
    Flow<Num, Num> flow =
        flow()
            .repeatWhile(
                "w", 9, number -> 10 / (2 - number.value()) > 0, way -> way.then(Num.block("add")))
            .build();

    assertThat(failure(run(flow, 0, add)))
        .isEqualTo("FAILED: what follows add#2 failed: / by zero");
  }
}
