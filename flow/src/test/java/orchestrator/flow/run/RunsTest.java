package orchestrator.flow.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import orchestrator.flow.Flow;
import orchestrator.flow.Message;
import orchestrator.flow.fixtures.Num;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs by a transport of the test's own. */
class RunsTest {
  private final Flow<Num, Num> flow =
      Flow.named("f", Num.class).then(Num.block("a")).then(Num.block("b")).build();
  private final List<Message<?>> sent = new ArrayList<>();
  private final Runs runs =
      new Runs(
          List.of(flow),
          (visit, message) -> {
            sent.add(message);
            return null;
          },
          (run, outcome) -> CompletableFuture.completedFuture(null),
          2);

  @AfterEach
  void close() {
    runs.close();
  }

  private RunState begun(String id) {
    RunState run = runs.add(flow, id);
    runs.begin(run, Num.of(1));
    return run;
  }

  @Test
  void noMoreRunsAreUnderWayThanMayBe() {
    begun("1");
    begun("2");
    assertThatThrownBy(() -> runs.add(flow, "3"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2 runs are under way, and no more may be; run '3' has to wait");
    assertThat(runs.add(flow, "2")).as("a run that is there").isSameAs(runs.find("2").get());

    runs.stopped(sent.get(0));
    assertThat(begun("3").outcome()).isNotDone();
  }

  @Test
  void anAnswerIsTakenOnce() {
    RunState run = begun("1");
    Message<?> answer = sent.get(0);

    assertThat(runs.answered(answer)).isTrue();
    assertThat(runs.answered(answer)).isFalse();
    assertThat(sent).hasSize(2);
    assertThat(run.trail()).containsExactly("a");
  }

  @Test
  void answersOfRunsThatAreNotThereChangeNothing() {
    begun("1");
    assertThat(runs.answered(sent.get(0).withHeader(sent.get(0).header().withRun("x")))).isFalse();
    runs.stopped(sent.get(0).withHeader(sent.get(0).header().withRun("x")));
    assertThat(sent).hasSize(1);
  }

  @Test
  void theOutcomeIsToldWhenTheEndWasMadeKnown() {
    CompletableFuture<Void> known = new CompletableFuture<>();
    List<RunResult<Object>> ends = new ArrayList<>();
    try (Runs slow =
        new Runs(
            List.of(flow),
            (visit, message) -> {
              sent.add(message);
              return null;
            },
            (run, outcome) -> {
              ends.add(outcome);
              return known;
            },
            1)) {
      RunState run = slow.add(flow, "1");
      slow.begin(run, Num.of(1));
      slow.answered(sent.get(0));
      slow.answered(sent.get(1));

      assertThat(ends).containsExactly(RunResult.finished(Num.of(1)));
      assertThat(run.outcome()).isNotDone();
      known.complete(null);
      assertThat(run.outcome().join()).isEqualTo(RunResult.finished(Num.of(1)));
    }
  }

  @Test
  void aTransportThatThrowsFailsTheRun() {
    try (Runs broken =
        new Runs(
            List.of(flow),
            (visit, message) -> {
              throw new java.io.IOException("no line to " + visit);
            },
            (run, outcome) -> CompletableFuture.completedFuture(null),
            1)) {
      RunState run = broken.add(flow, "1");
      broken.begin(run, Num.of(1));

      assertThat(run.outcome().join().fault().text()).isEqualTo("the start failed: no line to a");
    }
  }
}
