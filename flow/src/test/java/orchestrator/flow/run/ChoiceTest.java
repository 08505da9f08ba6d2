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
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private final Calls calls = new Calls();
  private final Service half = calls.service("half", value -> value / 2);
  private final Service triple = calls.service("triple", value -> value * 3);
  private final Service last = calls.service("last", value -> value);

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  @Test
  void theFirstWayWhoseConditionHoldsIsGone() {
    Flow<Num, Num> flow =
        flow()
            .choose("kind")
            .when("small", number -> number.value() < 10, way -> way.then(Num.block("half")))
            .when("any", number -> true, way -> way.then(Num.block("triple")))
            .otherwise(way -> way.then(Num.block("last")))
            .then(Num.block("end"))
            .build();
    Service end = calls.service("end", value -> value);

    assertThat(result(flow, 4, half, triple, last, end)).isEqualTo(2);
    assertThat(result(flow, 50, half, triple, last, end)).isEqualTo(150);
    assertThat(calls.all()).containsExactly("half(4)", "end(2)", "triple(50)", "end(150)");
  }

  @Test
  void bothWaysMeetInOneTypeAsInTheWorkedExample() {
    Service parse = Service.of("parse", String.class, text -> Num.of(Long.parseLong(text)));
    Service text = Service.of("text", Num.class, number -> Long.toString(number.value()));
    Flow<String, String> flow =
        Flow.named("f", String.class)
            .then(Block.named("parse", String.class, Num.class))
            .choose("parity")
            .when("even", number -> number.value() % 2 == 0, way -> way.then(Num.block("half")))
            .otherwise(way -> way.then(Num.block("triple")))
            .then(Block.named("text", Num.class, String.class))
            .build();

    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), parse, half, triple, text)) {
      assertThat(runner.start(flow, "4").outcome().join().orThrow()).isEqualTo("2");
      assertThat(runner.start(flow, "5").outcome().join().orThrow()).isEqualTo("15");
    }
  }

  @Test
  void aRunFailsForWhichNoWayIsThere() {
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("last"))
            .choose("sign")
            .when("plus", number -> number.value() > 0, way -> way.then(Num.block("half")))
            .orFail()
            .build();

    assertThat(result(flow, 4, half, last)).isEqualTo(2);
    assertThat(failure(run(flow, -4, half, last)))
        .isEqualTo(
            "FAILED: what follows last failed: flow 'f': no condition of the choice 'sign' holds");
  }

  @Test
  void aWayMayBeEmpty() {
    Flow<Num, Num> flow =
        flow()
            .choose("c")
            .when("skip", number -> number.value() == 0, way -> way)
            .otherwise(way -> way.then(Num.block("triple")))
            .build();

    assertThat(result(flow, 0, triple)).isEqualTo(0);
    assertThat(result(flow, 1, triple)).isEqualTo(3);
  }

  @Test
  void aBlockIsVisitedWhenAConditionHolds() {
    Flow<Num, Num> flow =
        flow()
            .thenWhen(number -> number.value() > 5, Num.block("half"))
            .then(Num.block("last"))
            .build();

    assertThat(run(flow, 8, half, last).trail()).containsExactly("half", "last");
    assertThat(run(flow, 4, half, last).trail()).containsExactly("last");
  }

  @Test
  void choicesStandInChoices() {
    Flow<Num, Num> flow =
        flow()
            .choose("sign")
            .when(
                "plus",
                number -> number.value() > 0,
                way ->
                    way.choose("size")
                        .when("big", n -> n.value() > 9, big -> big.then(Num.block("half")))
                        .otherwise(small -> small.then(Num.block("triple"))))
            .otherwise(way -> way)
            .then(Num.block("last"))
            .build();

    assertThat(run(flow, 10, half, triple, last).trail()).containsExactly("half", "last");
    assertThat(run(flow, 9, half, triple, last).trail()).containsExactly("triple", "last");
    assertThat(run(flow, 0, half, triple, last).trail()).containsExactly("last");
  }

  @Test
  void aConditionThatThrowsFailsTheRun() {
    Flow<Num, Num> flow =
        flow()
            .thenWhen(
                number -> {
                  throw new IllegalStateException("odd");
                },
                Num.block("half"))
            .then(Num.block("last"))
            .build();

    assertThat(failure(run(flow, 1, half, last))).isEqualTo("FAILED: the start failed: odd");
  }

  @Test
  void aChangeIsMadeWithoutAService() {
    Flow<Num, Num> flow =
        flow()
            .map("text", String.class, number -> "x".repeat((int) number.value()))
            .map("length", Num.class, text -> Num.of(text.length() + 1))
            .then(Num.block("last"))
            .map("more", Num.class, number -> Num.of(number.value() * 10))
            .build();

    assertThat(result(flow, 3, last)).isEqualTo(40);
    assertThat(calls.all()).containsExactly("last(4)");
  }

  @Test
  void aChangeThatThrowsFailsTheRunBehindTheLastVisit() {
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("last"))
            .map("bad", Num.class, number -> Num.of(1 / (number.value() - 1)))
            .build();

    assertThat(failure(run(flow, 1, last)))
        .isEqualTo("FAILED: what follows last failed: / by zero");
  }
}
