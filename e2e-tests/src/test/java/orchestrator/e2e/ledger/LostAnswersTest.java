package orchestrator.e2e.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.loopback.fault.Loss;
import orchestrator.loopback.fault.Step;
import orchestrator.proto.Function;
import org.junit.jupiter.api.Test;

/** A call is done once, and answered, whatever answer of the network is lost on the way. */
class LostAnswersTest extends OnLedger {

  @Test
  void aCallIsDoneOnceWhateverIsLostOnTheWay() {
    for (Step step : new Step[] {Step.ENDORSE, Step.SUBMIT, Step.COMMIT_STATUS}) {
      for (Loss loss : losses(step)) {
        String name = step + " " + loss;
        engine.network().faults().lose(step, loss, 1);

        one.register(function(name));

        assertThat(engine.network().faults().lost(step)).as(name).isEqualTo(1);
        assertThat(EventLog.of(one, key(name))).as(name).hasSize(1);
        engine.network().faults().clear();
      }
    }
  }

  @Test
  void aReadIsAnsweredWhateverIsLostOnTheWay() {
    Function written = one.register(function("function"));
    for (Loss loss : losses(Step.EVALUATE)) {
      engine.network().faults().lose(Step.EVALUATE, loss, 1);

      assertThat(one.function(written.getKey())).isEqualTo(written);

      assertThat(engine.network().faults().lost(Step.EVALUATE)).as("%s", loss).isEqualTo(1);
      engine.network().faults().clear();
    }
  }

  /**
   * Peers that never answer an endorsement or a query are waited for as long as the settings say.
   */
  private static Loss[] losses(Step step) {
    return Stream.of(Loss.values())
        .filter(
            loss ->
                !List.of(Step.EVALUATE, Step.ENDORSE).contains(step) || loss != Loss.ANSWER_SILENT)
        .toArray(Loss[]::new);
  }
}
