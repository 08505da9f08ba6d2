package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.ProfilingServiceGrpc;
import orchestrator.proto.ProfilingStep;
import org.junit.jupiter.api.Test;

class ProfilingStepTest extends Scenario {

  private ProfilingStep.Builder step(String asset) {
    return ProfilingStep.newBuilder().setAssetKey(key(asset)).setStep("load").setDuration(7);
  }

  private void register(ProfilingStep.Builder step) {
    two.call(ProfilingServiceGrpc.getRegisterProfilingStepMethod(), step.build());
  }

  @Test
  void aStepIsAnEventForAnyKeyAsOftenAsOneLikes() {
    register(step("anything"));
    register(step("anything"));

    assertThat(EventLog.of(one, key("anything")))
        .hasSize(2)
        .allSatisfy(
            event -> {
              assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_CREATED);
              assertThat(event.getAssetKind()).isEqualTo(AssetKind.ASSET_PROFILING_STEP);
              assertThat(event.getProfilingStep()).isEqualTo(step("anything").build());
            })
        .extracting(Event::getId)
        .doesNotHaveDuplicates();
  }

  @Test
  void anyUuidAndAnyLengthOfTimeWillDo() {
    register(step("x").setAssetKey(new UUID(0, 0).toString()).setStep("\uD834\uDD1E".repeat(100)));
    register(step("longest").setDuration(-1));

    assertThat(EventLog.of(one, key("longest")).get(0).getProfilingStep().getDuration())
        .as("an unsigned 2^32 - 1")
        .isEqualTo(-1);
  }

  @Test
  void keyStepAndDurationAreRequired() {
    invalid(
        "profiling_step",
        () -> register(ProfilingStep.newBuilder().setAssetKey("no-key")),
        "asset_key: must be a valid UUID",
        "step: cannot be blank",
        "duration: cannot be blank");
    invalid(
        "profiling_step",
        () -> register(step("x").setStep("x".repeat(101))),
        "step: the length must be between 1 and 100");
  }
}
