package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.TaskQueryFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskQueryTest extends Scenario {

  @BeforeEach
  void tasksOfTwoPlans() {
    aPlanAndAFunction();
    one.register(function("other"));
    one.register(plan("second"));
    one.register(task("mine"));
    one.register(task("two's").setWorker(TWO));
    one.register(task("unbuilt").setFunctionKey(key("other")));
    one.register(task("elsewhere").setComputePlanKey(key("second")));
  }

  private TaskQueryFilter.Builder ofPlan() {
    return TaskQueryFilter.newBuilder().setComputePlanKey(key("plan"));
  }

  private List<String> found(TaskQueryFilter.Builder filter) {
    var query = QueryTasksParam.newBuilder().setPageSize(1000).setFilter(filter).build();
    var answer = one.call(ComputeTaskServiceGrpc.getQueryTasksMethod(), query);
    assertThat(answer.getTasksList())
        .allSatisfy(task -> assertThat(task).isEqualTo(one.task(task.getKey())));
    return names(answer.getTasksList().stream().map(ComputeTask::getKey).toList());
  }

  @Test
  void theTasksOfAPlanComeByCreation() {
    assertThat(found(ofPlan())).containsExactly("mine", "two's", "unbuilt");
  }

  @Test
  void tasksOfOneCallComeByKey() {
    one.register(plan("third"));
    one.register(
        task("x").setComputePlanKey(key("third")), task("y").setComputePlanKey(key("third")));
    List<String> sorted = keys("x", "y").stream().sorted().toList();

    assertThat(found(TaskQueryFilter.newBuilder().setComputePlanKey(key("third"))))
        .isEqualTo(names(sorted));
  }

  @Test
  void filtersCombine() {
    ComputeTaskStatus waiting = ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;

    assertThat(found(ofPlan().setWorker(TWO))).containsExactly("two's");
    assertThat(found(ofPlan().setStatus(waiting))).containsExactly("mine", "two's");
    assertThat(found(ofPlan().setFunctionKey(key("other")))).containsExactly("unbuilt");
    assertThat(found(ofPlan().setStatus(waiting).setWorker(ONE))).containsExactly("mine");
    assertThat(found(ofPlan().setStatus(waiting).setFunctionKey(key("other")))).isEmpty();
  }

  @Test
  void keysAreLoweredFirst() {
    String plan = key("plan").toUpperCase(Locale.ROOT);
    String function = key("other").toUpperCase(Locale.ROOT);
    var filter = TaskQueryFilter.newBuilder().setComputePlanKey(plan).setFunctionKey(function);

    assertThat(found(TaskQueryFilter.newBuilder().setComputePlanKey(plan)))
        .containsExactly("mine", "two's", "unbuilt");
    assertThat(found(filter)).containsExactly("unbuilt");
    assertThat(found(filter.setStatus(ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT)))
        .containsExactly("unbuilt");
  }

  @Test
  void aStatusThatChangesIsFoundUnderItsNewName() {
    one.start(key("mine"));

    assertThat(found(ofPlan().setStatus(ComputeTaskStatus.STATUS_EXECUTING)))
        .containsExactly("mine");
    assertThat(found(ofPlan().setStatus(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT)))
        .containsExactly("two's");
  }

  @Test
  void aFilterWithoutAMatchGivesAnEmptyList() {
    assertThat(found(ofPlan().setWorker("NobodyMSP"))).isEmpty();
    assertThat(found(ofPlan().setStatusValue(99))).isEmpty();
    assertThat(found(ofPlan().setComputePlanKey("no-key"))).isEmpty();
    assertThat(found(ofPlan().setFunctionKey(key("nothing")))).isEmpty();
  }

  @Test
  void emptyFilterFieldsMatchAll() {
    assertThat(found(ofPlan().setWorker("").setStatusValue(0).setFunctionKey("")))
        .containsExactly("mine", "two's", "unbuilt");
  }
}
