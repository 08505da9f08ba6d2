package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Message;
import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import org.junit.jupiter.api.Test;

/** Each registration leaves an event with the asset as it was answered. */
class EventSnapshotTest extends Scenario {

  private void assertCreated(AssetKind kind, String key, Message asset) {
    List<Event> created =
        EventLog.of(two, key).stream()
            .filter(event -> event.getAssetKind() == kind)
            .filter(event -> event.getEventKind() == EventKind.EVENT_ASSET_CREATED)
            .toList();
    assertThat(created).hasSize(1);
    Event event = created.get(0);
    var field = event.getOneofFieldDescriptor(Event.getDescriptor().getOneofs().get(0));
    assertThat(event.getField(field)).isEqualTo(asset);
    assertThat(event.getChannel()).isEqualTo("mychannel");
    assertThat(event.getMetadataMap()).isEmpty();
    EventLog.micros(event.getTimestamp());
  }

  @Test
  void whatIsRegisteredLeavesAnEventOfItsKind() {
    var function = one.register(measuringFunction("function"));
    var manager = one.register(manager("manager"));
    var sample = one.register(sample("sample", "manager")).get(0);
    var plan = one.register(plan("plan"));
    one.build(key("function"));
    var task = one.register(task("task").putOutputs("score", output())).get(0);
    one.start(key("task"));
    var model = one.register(model("model", "task"));
    var performance = one.register(performance("task", 1));
    var report = one.register(taskFailure("task"));

    assertCreated(AssetKind.ASSET_FUNCTION, key("function"), function);
    assertCreated(AssetKind.ASSET_DATA_MANAGER, key("manager"), manager);
    assertCreated(AssetKind.ASSET_DATA_SAMPLE, key("sample"), sample);
    assertCreated(AssetKind.ASSET_COMPUTE_PLAN, key("plan"), plan);
    assertCreated(AssetKind.ASSET_COMPUTE_TASK, key("task"), task);
    assertCreated(AssetKind.ASSET_MODEL, key("model"), model);
    assertCreated(AssetKind.ASSET_PERFORMANCE, key("task") + "|score", performance);
    assertCreated(AssetKind.ASSET_FAILURE_REPORT, key("task"), report);
  }

  @Test
  void theDatesOfACallAreTheTimeOfItsEvents() {
    aPlanAndAFunction();
    var tasks = one.register(task("a"), task("b"), child("c", "a"));

    assertThat(tasks)
        .allSatisfy(
            task ->
                assertThat(EventLog.of(one, task.getKey()).get(0).getTimestamp())
                    .isEqualTo(tasks.get(0).getCreationDate())
                    .isEqualTo(task.getCreationDate()));
  }

  @Test
  void timesNeverRunBackwards() {
    var events =
        EventLog.during(
            one,
            () -> {
              for (int i = 0; i < 20; i++) {
                one.register(plan("plan " + i));
              }
            });

    assertThat(events).extracting(event -> EventLog.micros(event.getTimestamp())).isSorted();
  }

  @Test
  void aRefusedCallLeavesNoEvent() {
    aPlanAndAFunction();

    var events =
        EventLog.during(
            one,
            () ->
                assertThat(
                        catchThrowable(() -> one.register(task("good"), child("bad", "nothing"))))
                    .isNotNull());

    assertThat(events).isEmpty();
  }
}
