package orchestrator.lib.asset;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.fixtures.Requests.modelOf;
import static org.assertj.core.api.Assertions.assertThatCode;

import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.ParentTaskOutputRef;
import orchestrator.proto.RegisterTasksParam;
import org.junit.jupiter.api.Test;

class TaskValidationTest {
  private static final String INVALID = "OE0101: computetask is not valid: ";

  private static NewComputeTask.Builder task() {
    return Requests.task("t", "p", "f", ORG1);
  }

  private static void assertFault(String fault, NewComputeTask.Builder task) {
    assertRefused(INVALID + fault, () -> Validator.check(task.build()));
  }

  @Test
  void itsKeysAreRequired() {
    assertFault(
        "key: cannot be blank; function_key: cannot be blank; compute_plan_key: cannot be blank",
        NewComputeTask.newBuilder());
  }

  @Test
  void aTaskWithoutWorkerInputsAndOutputsIsComplete() {
    assertThatCode(() -> Validator.check(task().clearWorker().clearOutputs().build()))
        .doesNotThrowAnyException();
  }

  @Test
  void eachInputHasAnIdentifierAndOneReference() {
    assertFault(
        "inputs[1].identifier: cannot be blank; inputs[1].ref: cannot be blank",
        task().addInputs(modelOf("parent")).addInputs(ComputeTaskInput.getDefaultInstance()));
  }

  @Test
  void aReferenceToAnAssetIsAKey() {
    assertFault(
        "inputs[0].asset_key: must be a valid UUID",
        task().addInputs(ComputeTaskInput.newBuilder().setIdentifier("i").setAssetKey("x")));
    assertFault(
        "inputs[0].asset_key: cannot be blank",
        task().addInputs(ComputeTaskInput.newBuilder().setIdentifier("i").setAssetKey("")));
  }

  @Test
  void aReferenceToAParentHasAKeyAndAnOutput() {
    assertFault(
        "inputs[0].parent_task_output.parent_task_key: must be a valid UUID;"
            + " inputs[0].parent_task_output.output_identifier: cannot be blank",
        task()
            .addInputs(
                ComputeTaskInput.newBuilder()
                    .setIdentifier("i")
                    .setParentTaskOutput(ParentTaskOutputRef.newBuilder().setParentTaskKey("x"))));
  }

  @Test
  void eachOutputHasAnIdentifierAndPermissions() {
    assertFault(
        "outputs[]: cannot be blank; outputs[].permissions: cannot be blank",
        task().putOutputs("", NewComputeTaskOutput.getDefaultInstance()));
    assertFault(
        "outputs[model].permissions: cannot be blank",
        task().putOutputs(MODEL, NewComputeTaskOutput.newBuilder().setTransient(true).build()));
  }

  @Test
  void aBatchTellsItsFirstBadTaskAndItsIndex() {
    RegisterTasksParam batch =
        RegisterTasksParam.newBuilder()
            .addTasks(task())
            .addTasks(task().setKey("x").addInputs(ComputeTaskInput.getDefaultInstance()))
            .addTasks(task().setKey("y"))
            .build();

    assertRefused(
        INVALID
            + "tasks[1].key: must be a valid UUID; tasks[1].inputs[0].identifier: cannot be blank;"
            + " tasks[1].inputs[0].ref: cannot be blank",
        () -> Validator.check(batch));
  }

  @Test
  void aLogHasNoNulAndAnyLength() {
    assertRefused(INVALID + "log: must be a valid value", () -> Validator.check(log("a\0b")));
    assertThatCode(() -> Validator.check(log("a".repeat(100_000)))).doesNotThrowAnyException();
  }

  private static ApplyTaskActionParam log(String log) {
    return ApplyTaskActionParam.newBuilder().setComputeTaskKey(key("t")).setLog(log).build();
  }
}
