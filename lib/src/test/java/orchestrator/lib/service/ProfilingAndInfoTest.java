package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.AssetWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import orchestrator.proto.AssetKind;
import orchestrator.proto.EventKind;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.QueryVersionParam;
import org.junit.jupiter.api.Test;

class ProfilingAndInfoTest {
  private final AssetWorld world = new AssetWorld();
  private final ProfilingService profiling = world.calls.service(ProfilingService.class);

  @Test
  void anyoneRegistersAStepOfAnyAssetAsOftenAsTheyLike() {
    ProfilingStep step =
        ProfilingStep.newBuilder()
            .setAssetKey(key("unknown"))
            .setStep("download")
            .setDuration(7)
            .build();

    for (int i = 0; i < 2; i++) {
      assertThat(world.calls.call(STRANGER, profiling::registerProfilingStep, step))
          .isEqualTo(Empty.getDefaultInstance());
      assertThat(world.calls.events())
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_CREATED);
                assertThat(event.getAssetKind()).isEqualTo(AssetKind.ASSET_PROFILING_STEP);
                assertThat(event.getAssetKey()).isEqualTo(key("unknown"));
                assertThat(event.getProfilingStep()).isEqualTo(step);
              });
    }
  }

  @Test
  void aBadStepIsRefused() {
    assertRefused(
        "OE0101: profiling_step is not valid: asset_key: cannot be blank; step: cannot be blank;"
            + " duration: cannot be blank",
        () ->
            world.calls.call(
                STRANGER, profiling::registerProfilingStep, ProfilingStep.getDefaultInstance()));
  }

  @Test
  void theVersionIsThatOfTheRunningBuild() {
    assertThat(
            world
                .calls
                .call(
                    STRANGER,
                    world.calls.service(InfoService.class)::queryVersion,
                    QueryVersionParam.getDefaultInstance())
                .getOrchestrator())
        .isEqualTo("1.2.3");
  }
}
