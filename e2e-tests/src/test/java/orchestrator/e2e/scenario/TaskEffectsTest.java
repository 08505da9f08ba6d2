package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an action on a task does to its children, and the events that it leaves. */
class TaskEffectsTest extends Scenario {

  @BeforeEach
  void aGraph() {
    aPlanAndAFunction();
    one.register(
        task("left"),
        task("right"),
        child("of left", "left"),
        child("of both", "left", "right"),
        child("also of left", "left"));
  }

  private static String reason(Event event) {
    return event.getMetadataOrThrow("reason");
  }

  @Test
  void theLastParentThatIsDoneFreesTheChildren() {
    run("left");
    assertThat(one.status(key("of left")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(one.status(key("of both")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
    run("right");
    assertThat(one.status(key("of both")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void theTaskComesFirstThenItsChildrenByRegistration() {
    one.start(key("left"));

    List<Event> events = EventLog.during(one, () -> one.finish(key("left")));

    assertThat(names(events.stream().map(Event::getAssetKey).toList()))
        .containsExactly("left", "of left", "also of left");
    assertThat(events).extracting(Event::getEventKind).containsOnly(EventKind.EVENT_ASSET_UPDATED);
    assertThat(events).extracting(Event::getAssetKind).containsOnly(AssetKind.ASSET_COMPUTE_TASK);
    assertThat(events)
        .extracting(Event::getComputeTask)
        .containsExactly(
            one.task(key("left")), one.task(key("of left")), one.task(key("also of left")));
    assertThat(events.get(0)).extracting(TaskEffectsTest::reason).isEqualTo("User action");
    assertThat(events.subList(1, 3))
        .extracting(TaskEffectsTest::reason)
        .containsOnly("Last parent task " + key("left") + " done");
  }

  @Test
  void aLogIsTheReasonWhateverItsLength() {
    String log = "because ".repeat(5_000);

    var events =
        EventLog.during(
            one, () -> one.apply(key("left"), ComputeTaskAction.TASK_ACTION_EXECUTING, log));

    assertThat(events).extracting(TaskEffectsTest::reason).containsExactly(log);
  }

  @Test
  void childrenOfAFailedOrCancelledTaskKeepTheirStatus() {
    one.fail(key("left"));
    one.cancel(key("right"));

    assertThat(one.status(key("of left")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
    assertThat(one.status(key("of both")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
  }

  @Test
  void cancellingATaskFailsNoPlan() {
    one.cancel(key("left"));

    assertThat(one.plan(key("plan")).hasFailureDate()).isFalse();
  }

  @Test
  void aChildThatIsFinalAlreadyStaysSo() {
    one.cancel(key("of left"));

    run("left");

    assertThat(one.status(key("of left"))).isEqualTo(ComputeTaskStatus.STATUS_CANCELED);
  }
}
