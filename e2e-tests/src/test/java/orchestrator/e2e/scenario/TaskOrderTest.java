package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Event;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks are registered parents first, whatever their order in the request. */
class TaskOrderTest extends Scenario {
  private static final String UNSORTED =
      "OE0101: cyclic dependency in compute plan graph or unknown task parent,"
          + " unsorted_tasks_count: ";

  @BeforeEach
  void aPlan() {
    aPlanAndAFunction();
  }

  private List<String> registered(NewComputeTask.Builder... tasks) {
    return names(one.register(tasks).stream().map(ComputeTask::getKey).toList());
  }

  @Test
  void tasksThatAreReadyTogetherKeepTheOrderOfTheRequest() {
    assertThat(registered(task("c"), task("a"), task("b"))).containsExactly("c", "a", "b");
  }

  @Test
  void childrenFollowInTheOrderInWhichTheirParentsFreeThem() {
    assertThat(registered(child("D", "B"), child("C", "A"), task("B"), task("A")))
        .containsExactly("B", "A", "D", "C");
    assertThat(registered(child("d", "b"), child("c", "a"), task("a"), task("b")))
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void aChildOfSeveralComesAfterTheLastOfThem() {
    assertThat(
            registered(child("last", "middle", "first"), child("middle", "first"), task("first")))
        .containsExactly("first", "middle", "last");
  }

  @Test
  void aParentThatIsRegisteredAlreadyHoldsNothingUp() {
    one.register(task("old"));

    assertThat(registered(child("x", "old"), task("y"))).containsExactly("x", "y");
  }

  @Test
  void theEventsFollowTheSameOrder() {
    var events =
        EventLog.during(
            one, () -> one.register(child("D", "B"), child("C", "A"), task("B"), task("A")));

    assertThat(names(events.stream().map(Event::getAssetKey).toList()))
        .containsExactly("B", "A", "D", "C");
  }

  @Test
  void aCycleIsRefusedWithTheNumberOfTasksThatCouldNotBeSorted() {
    refused(
        UNSORTED + 3,
        () ->
            one.register(task("root"), child("a", "b", "root"), child("b", "a"), child("c", "b")));
    refused(UNSORTED + 1, () -> one.register(child("self", "self")));
    refusedWith(OeCode.OE0002, () -> one.task(key("root")));
  }

  @Test
  void anUnknownParentIsRefusedAsWell() {
    refused(UNSORTED + 2, () -> one.register(child("a", "nothing"), task("b"), child("c", "a")));
  }

  @Test
  void sortingComesBeforeThePlanIsLookedFor() {
    refused(
        UNSORTED + 1, () -> one.register(child("a", "nothing").setComputePlanKey(key("no plan"))));
  }
}
