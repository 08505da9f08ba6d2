package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.invalid;
import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.Performance;
import orchestrator.proto.PerformanceQueryFilter;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.QueryPerformancesParam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerformanceTest extends Scenario {

  @BeforeEach
  void aTaskThatRuns() {
    aPlanAnd(
        measuringFunction("function").putOutputs("recall", makes(AssetKind.ASSET_PERFORMANCE)));
    one.register(measuring("task"));
    one.start(key("task"));
  }

  private NewComputeTask.Builder measuring(String name) {
    return task(name).putOutputs("score", output()).putOutputs("recall", output());
  }

  private List<Performance> found(String taskKey, String output) {
    var query =
        QueryPerformancesParam.newBuilder()
            .setFilter(
                PerformanceQueryFilter.newBuilder()
                    .setComputeTaskKey(taskKey)
                    .setComputeTaskOutputIdentifier(output))
            .build();
    return one.call(PerformanceServiceGrpc.getQueryPerformancesMethod(), query)
        .getPerformancesList();
  }

  @ParameterizedTest
  @ValueSource(floats = {0.5f, 0, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void anyFloatIsAPerformance(float value) {
    Performance performance = one.register(performance("task", value));

    assertThat(Float.valueOf(performance.getPerformanceValue())).isEqualTo(Float.valueOf(value));
    assertThat(performance.getComputeTaskKey()).isEqualTo(key("task"));
    assertThat(performance.getComputeTaskOutputIdentifier()).isEqualTo("score");
    assertThat(found(key("task"), "score")).containsExactly(performance);
  }

  @Test
  void itsEventsCarryTheComposedKeyAndTheTaskKey() {
    var events = EventLog.during(one, () -> one.register(performance("task", 1)));

    assertThat(events)
        .extracting(Event::getAssetKey)
        .containsExactly(key("task") + "|score", key("task"));
    assertThat(events.get(0).getAssetKind()).isEqualTo(AssetKind.ASSET_PERFORMANCE);
    assertThat(events.get(0).getPerformance()).isIn(found(key("task"), ""));
    assertThat(events.get(1).getComputeTaskOutputAsset().getAssetKind())
        .isEqualTo(AssetKind.ASSET_PERFORMANCE);
    assertThat(events.get(1).getComputeTaskOutputAsset().getAssetKey())
        .isEqualTo(key("task") + "|score");
  }

  @Test
  void onlyTheWorkerRegistersWhileTheTaskRuns() {
    refused(
        "OE0102: only \"MyOrg1MSP\" worker can register performance",
        () -> two.register(performance("task", 1)));
    one.finish(key("task"));
    refused(
        "OE0003: cannot register performance for task with status \"STATUS_DONE\"",
        () -> one.register(performance("task", 1)));
  }

  @Test
  void theTaskMustHaveTheOutputAndItMustBeAPerformance() {
    refused(
        "OE0106: Task \"" + key("task") + "\" has no output named \"other\"",
        () -> one.register(performance("task", 1).setComputeTaskOutputIdentifier("other")));
    refused(
        "OE0107: Incompatible kind for task \""
            + key("task")
            + "\": output \"model\" expects \"ASSET_MODEL\", received \"ASSET_PERFORMANCE\"",
        () -> one.register(performance("task", 1).setComputeTaskOutputIdentifier("model")));
  }

  @Test
  void anOutputTakesOnePerformance() {
    one.register(performance("task", 1));

    refused(
        "OE0006: performance with key \"" + key("task") + "|score\" already exists",
        () -> one.register(performance("task", 2)));
    assertThat(found(key("task"), "score").get(0).getPerformanceValue()).isEqualTo(1);
  }

  @Test
  void theOutputMayHaveTheLongestName() {
    String longest = "\uD834\uDD1E".repeat(100);
    String odd = "|\u0001 \"\\/";
    one.register(
        function("odd")
            .putOutputs(longest, makes(AssetKind.ASSET_PERFORMANCE))
            .putOutputs(odd, makes(AssetKind.ASSET_PERFORMANCE)));
    one.build(key("odd"));
    one.register(
        task("odd")
            .setFunctionKey(key("odd"))
            .putOutputs(longest, output())
            .putOutputs(odd, output()));
    one.start(key("odd"));

    for (String output : List.of(longest, odd)) {
      var events =
          EventLog.during(
              one,
              () -> one.register(performance("odd", 1).setComputeTaskOutputIdentifier(output)));
      assertThat(events.get(0).getAssetKey()).isEqualTo(key("odd") + "|" + output);
      assertThat(found(key("odd"), output)).hasSize(1);
      refused(
          "OE0006: performance with key \"" + key("odd") + "|" + output + "\" already exists",
          () -> one.register(performance("odd", 1).setComputeTaskOutputIdentifier(output)));
    }
  }

  @Test
  void taskAndOutputAreRequired() {
    invalid(
        "performance",
        () -> one.register(performance("task", 1).setComputeTaskKey("no-key")),
        "compute_task_key: must be a valid UUID");
    invalid(
        "performance",
        () -> one.register(performance("task", 1).clearComputeTaskOutputIdentifier()),
        "compute_task_output_identifier: cannot be blank");
  }

  @Test
  void performancesAreFoundByTaskAndOutput() {
    one.register(measuring("other"));
    one.start(key("other"));
    var score = one.register(performance("task", 1));
    var recall = one.register(performance("task", 2).setComputeTaskOutputIdentifier("recall"));
    var other = one.register(performance("other", 3));

    assertThat(found(key("task"), "")).containsExactly(score, recall);
    assertThat(found(key("task"), "recall")).containsExactly(recall);
    assertThat(found(key("other"), "score")).containsExactly(other);
    assertThat(found(key("task").toUpperCase(Locale.ROOT), "recall")).containsExactly(recall);
    assertThat(found(key("nothing"), "")).isEmpty();
    assertThat(found("no-key", "")).isEmpty();
  }
}
