package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.flow.error.FlowOrchestratorException;
import orchestrator.flow.fixtures.Num;
import org.junit.jupiter.api.Test;

/** Headers come from strangers, and what they say of laps and undoing is checked. */
class LapsTest {
  private final Flow<Num, Num> flow =
      Flow.named("f", Num.class)
          .repeatWhile(
              "outer",
              5,
              number -> true,
              outer ->
                  outer.repeatWhile(
                      "inner",
                      5,
                      number -> true,
                      inner -> inner.then(Num.block("a").sends(message -> null))))
          .then(
              Num.block("b").sends(message -> null),
              visit -> visit.undoneBy(Num.block("undo").sends(message -> null)))
          .build();
  private final Orchestrator orchestrator = Orchestrator.builder().flow(flow).build();

  private Handled from(String source, String laps) {
    return orchestrator.handle(
        new Message<>(Num.of(1), Header.EMPTY.withFlow("f").sent(source, "", laps, null)));
  }

  @Test
  void lapsThatFitGoOn() {
    assertThat(from("a", "1.1").kind()).isEqualTo(Handled.Kind.TAKEN);
    assertThat(from("b", "").kind()).isEqualTo(Handled.Kind.FINISHED);
  }

  @Test
  void lapsThatDoNotFitAreRefused() {
    for (String laps :
        List.of(
            "",
            "1",
            "1.",
            ".1",
            "0.1",
            "1.0",
            "1.1.1",
            "-1.1",
            "x.1",
            "1.1x",
            "01.1",
            "9999999999.1",
            "1." + "9".repeat(10_000))) {
      Handled handled = from("a", laps);

      assertThat(handled.kind()).as(laps).isEqualTo(Handled.Kind.RETURNED);
      assertThat(handled.cause().orElseThrow())
          .isInstanceOf(FlowOrchestratorException.class)
          .hasMessageContaining("do not fit the block 'a', which is in 2 loops")
          .message()
          .hasSizeLessThan(300);
    }
    assertThat(from("b", "1").kind()).isEqualTo(Handled.Kind.RETURNED);
  }

  @Test
  void anUndoingThatNobodyAskedForIsRefused() {
    Message<Num> undone = Message.of(Num.of(1)).toFlow("f").withSource("~b");
    ToUndo toUndo = ToUndo.push(null, "b", "", Num.of(1));
    Fault fault = Fault.of("b", Fault.Kind.SERVICE, "odd");

    for (Message<?> wrong :
        List.of(
            undone, undone.failed(fault), undone.withHeader(undone.header().withToUndo(toUndo)))) {
      assertThat(orchestrator.handle(wrong).cause().orElseThrow())
          .isInstanceOf(FlowOrchestratorException.class)
          .hasMessage("flow 'f': 'b' is not what was to be undone");
    }
    assertThat(
            orchestrator
                .handle(undone.withHeader(undone.header().withToUndo(toUndo)).failed(fault))
                .isFinished())
        .isTrue();
  }
}
