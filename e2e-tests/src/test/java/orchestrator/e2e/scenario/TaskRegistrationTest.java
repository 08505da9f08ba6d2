package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskRegistrationTest extends Scenario {

  @BeforeEach
  void aPlan() {
    aPlanAndAFunction();
  }

  @Test
  void aTaskHasWhatItsRegistrationSays() {
    NewComputeTask.Builder request =
        task("task").setWorker(TWO).putMetadata("k", "v").putOutputs("model", transientOutput());

    ComputeTask task = one.register(request).get(0);

    assertThat(task.getOwner()).isEqualTo(ONE);
    assertThat(task.getWorker()).isEqualTo(TWO);
    assertThat(task.getComputePlanKey()).isEqualTo(key("plan"));
    assertThat(task.getFunctionKey()).isEqualTo(key("function"));
    assertThat(task.getMetadataMap()).containsOnlyKeys("k");
    assertThat(task.getOutputsOrThrow("model").getTransient()).isTrue();
    assertThat(task.getStatus()).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(two.task(key("task"))).isEqualTo(task);
  }

  @Test
  void noTaskIsNothingToRegister() {
    refused("OE0003: no task to register", () -> one.register(new NewComputeTask.Builder[0]));
  }

  @Test
  void aKeyTwiceInOneRequestIsAConflictAndNothingIsRegistered() {
    refused(
        "OE0006: computetask with key \"" + key("t") + "\" already exists",
        () -> one.register(task("other"), task("t"), task("t")));
    refusedWith(OeCode.OE0002, () -> one.task(key("other")));
  }

  @Test
  void aTaskIsRegisteredOnce() {
    one.register(task("t"));

    refused(
        "OE0006: computetask with key \"" + key("t") + "\" already exists",
        () -> one.register(task("other"), task("t")));
    refusedWith(OeCode.OE0002, () -> one.task(key("other")));
  }

  @Test
  void oneFaultyTaskKeepsAllOthersOut() {
    refusedWith(
        OeCode.OE0002,
        () -> one.register(task("good"), task("bad").setFunctionKey(key("nothing"))));

    refusedWith(OeCode.OE0002, () -> one.task(key("good")));
  }

  @Test
  void theKeysOfPlanAndFunctionAreRequired() {
    assertThat(
            refusedWith(
                OeCode.OE0101,
                () ->
                    one.register(
                        task("t").setComputePlanKey("").setFunctionKey("no-key").setKey(""))))
        .contains("compute_plan_key: cannot be blank")
        .contains("function_key: must be a valid UUID");
  }

  @Test
  void aBatchTellsItsFirstBadItemAndItsIndex() {
    assertThat(
            refusedWith(
                OeCode.OE0101,
                () -> one.register(task("t"), task("u").setFunctionKey(""), task("v").setKey(""))))
        .contains("[1]")
        .contains("function_key: cannot be blank")
        .doesNotContain("[2]");
  }

  @Test
  void thePlanMustBeThereAndBelongToTheRequester() {
    refused(
        "OE0002: computeplan with key \"" + key("nothing") + "\" not found",
        () -> one.register(task("t").setComputePlanKey(key("nothing"))));
    refused(
        "OE0102: Cannot register tasks to a compute plan you don't own",
        () -> two.register(task("t")));
  }

  @Test
  void theFunctionMustBeThereAndOpenToTheRequester() {
    two.register(function("closed").setNewPermissions(only()));

    refused(
        "OE0002: function with key \"" + key("nothing") + "\" not found",
        () -> one.register(task("t").setFunctionKey(key("nothing"))));
    refused(
        "OE0102: not authorized to process function \"" + key("closed") + "\"",
        () -> one.register(task("t").setFunctionKey(key("closed"))));
  }

  @Test
  void theWorkerNeedNotBeAllowedToProcessTheFunction() {
    one.register(function("own").setNewPermissions(only()));

    assertThat(one.register(task("t").setFunctionKey(key("own")).setWorker(TWO)))
        .extracting(ComputeTask::getWorker)
        .containsExactly(TWO);
  }

  @Test
  void aWorkerMustBeGivenAndBeRegistered() {
    refused(
        "OE0003: Worker cannot be inferred and must be explicitly set",
        () -> one.register(task("t").clearWorker()));
    refused(
        "OE0002: organization with key \"NobodyMSP\" not found",
        () -> one.register(task("t").setWorker("NobodyMSP")));
  }

  @Test
  void rankIsOneMoreThanTheHighestOfTheParents() {
    List<ComputeTask> tasks =
        one.register(
            task("root"),
            child("middle", "root"),
            task("other root"),
            child("leaf", "other root", "middle"));

    assertThat(tasks)
        .filteredOn(task -> task.getKey().equals(key("leaf")))
        .extracting(ComputeTask::getRank)
        .containsExactly(2);
    assertThat(one.task(key("root")).getRank()).isZero();
    assertThat(one.task(key("middle")).getRank()).isEqualTo(1);
    assertThat(one.register(child("later", "leaf")).get(0).getRank()).isEqualTo(3);
  }

  @Test
  void aParentMayBeInAnotherPlanOfAnotherOrganization() {
    two.register(plan("two's plan"));
    two.register(task("parent").setComputePlanKey(key("two's plan")));

    assertThat(one.register(child("child", "parent")).get(0).getRank()).isEqualTo(1);
  }
}
