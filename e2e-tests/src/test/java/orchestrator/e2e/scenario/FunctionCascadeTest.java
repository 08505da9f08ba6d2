package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.FunctionAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an action on a function does to the tasks that run it. */
class FunctionCascadeTest extends Scenario {
  private static final FunctionAction BUILDING = FunctionAction.FUNCTION_ACTION_BUILDING;
  private static final FunctionAction READY = FunctionAction.FUNCTION_ACTION_READY;
  private static final FunctionAction CANCELED = FunctionAction.FUNCTION_ACTION_CANCELED;
  private static final FunctionAction FAILED = FunctionAction.FUNCTION_ACTION_FAILED;

  @BeforeEach
  void aFunctionThatWaitsAndItsTasks() {
    one.register(function("function"));
    one.register(plan("plan"));
    one.register(task("parent"));
    one.register(child("child", "parent"));
  }

  private void assertStatus(ComputeTaskStatus parent, ComputeTaskStatus child) {
    assertThat(one.status(key("parent"))).isEqualTo(parent);
    assertThat(one.status(key("child"))).isEqualTo(child);
  }

  @Test
  void tasksWaitForTheirBuilder() {
    assertStatus(
        ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT,
        ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT);
  }

  @Test
  void buildingTakesTheTasksAlong() {
    one.apply(key("function"), BUILDING);

    assertStatus(ComputeTaskStatus.STATUS_BUILDING, ComputeTaskStatus.STATUS_BUILDING);
  }

  @Test
  void readyLetsTasksWaitForAnExecutorOrForTheirParents() {
    one.build(key("function"));

    assertStatus(
        ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
        ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
  }

  @Test
  void readyCountsParentsThatAreDone() {
    one.register(function("late"));
    one.build(key("function"));
    one.register(child("grandchild", "parent").setFunctionKey(key("late")));
    run("parent");

    one.build(key("late"));

    assertThat(one.status(key("grandchild")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void readyLetsATaskWithACancelledParentWaitForItsParents() {
    one.cancel(key("parent"));

    one.build(key("function"));

    assertStatus(
        ComputeTaskStatus.STATUS_CANCELED, ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
  }

  @Test
  void cancellingWhileWaitingCancelsTheTasks() {
    one.apply(key("function"), CANCELED);

    assertStatus(ComputeTaskStatus.STATUS_CANCELED, ComputeTaskStatus.STATUS_CANCELED);
  }

  @Test
  void cancellingWhileBuildingCancelsTheTasks() {
    one.apply(key("function"), BUILDING);
    one.apply(key("function"), CANCELED);

    assertStatus(ComputeTaskStatus.STATUS_CANCELED, ComputeTaskStatus.STATUS_CANCELED);
    assertThat(one.plan(key("plan")).hasFailureDate()).isFalse();
  }

  @Test
  void aFailedBuildFailsTheTasksAndTheirPlan() {
    one.apply(key("function"), BUILDING);
    one.apply(key("function"), FAILED);

    assertStatus(ComputeTaskStatus.STATUS_FAILED, ComputeTaskStatus.STATUS_FAILED);
    assertThat(one.plan(key("plan")).hasFailureDate()).isTrue();
  }

  @Test
  void finalTasksStayAsTheyAre() {
    one.cancel(key("child"));
    one.apply(key("function"), BUILDING);

    assertStatus(ComputeTaskStatus.STATUS_BUILDING, ComputeTaskStatus.STATUS_CANCELED);
  }

  private List<Event> cascade(FunctionAction action) {
    List<Event> events = EventLog.during(one, () -> one.apply(key("function"), action));
    assertThat(names(events.stream().map(Event::getAssetKey).toList()))
        .containsExactly("function", "parent", "child");
    assertThat(events.get(0).getFunction()).isEqualTo(one.function(key("function")));
    assertThat(events.get(1).getComputeTask()).isEqualTo(one.task(key("parent")));
    assertThat(events.get(2).getComputeTask()).isEqualTo(one.task(key("child")));
    assertThat(events).extracting(Event::getTimestamp).containsOnly(events.get(0).getTimestamp());
    return events;
  }

  @Test
  void theEventsAreTheFunctionsThenThoseOfItsTasksByCreation() {
    assertThat(cascade(BUILDING))
        .extracting(event -> event.getMetadataOrDefault("reason", ""))
        .containsOnly("User action");
    assertThat(cascade(READY).subList(1, 3))
        .extracting(event -> event.getMetadataOrDefault("reason", ""))
        .containsOnly("Function " + key("function") + " finished building");
  }
}
