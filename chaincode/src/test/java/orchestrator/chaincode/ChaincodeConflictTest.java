package orchestrator.chaincode;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.function;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.fixtures.Requests.model;
import static orchestrator.lib.fixtures.Requests.modelOf;
import static orchestrator.lib.fixtures.Requests.plan;
import static orchestrator.lib.fixtures.Requests.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import orchestrator.chaincode.TestLedger.Endorsed;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tells which transactions of one block conflict, where none has seen what another writes. */
@Tag("slow")
class ChaincodeConflictTest {
  private final TestLedger ledger = new TestLedger();

  @BeforeEach
  void aPlanAndAFunction() {
    ledger.submit(
        ORG1,
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());
    ledger.submit(ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("train").build());
    for (FunctionAction action :
        List.of(FunctionAction.FUNCTION_ACTION_BUILDING, FunctionAction.FUNCTION_ACTION_READY)) {
      ledger.submit(
          ORG1,
          FunctionServiceGrpc.getApplyFunctionActionMethod(),
          ApplyFunctionActionParam.newBuilder()
              .setFunctionKey(key("train"))
              .setAction(action)
              .build());
    }
    ledger.submit(ORG1, ComputePlanServiceGrpc.getRegisterPlanMethod(), plan("plan").build());
  }

  private Endorsed act(String task, ComputeTaskAction action) {
    return ledger.endorse(
        ORG1,
        ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
        ApplyTaskActionParam.newBuilder().setComputeTaskKey(key(task)).setAction(action).build());
  }

  private Endorsed register(NewComputeTask... tasks) {
    return ledger.endorse(
        ORG1,
        ComputeTaskServiceGrpc.getRegisterTasksMethod(),
        RegisterTasksParam.newBuilder().addAllTasks(List.of(tasks)).build());
  }

  private static NewComputeTask newTask(String name, String... parents) {
    NewComputeTask.Builder task = task(name, "plan", "train", ORG1);
    for (String parent : parents) {
      task.addInputs(modelOf(parent));
    }
    return task.build();
  }

  private void allValid(List<Endorsed> block) {
    assertThat(ledger.commit(block)).hasSameSizeAs(block).containsOnly(TxValidationCode.VALID);
  }

  @Test
  void twoHundredRegistrationsInOneBlockAreAllValid() {
    List<Endorsed> block = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      block.add(
          ledger.endorse(
              ORG1,
              FunctionServiceGrpc.getRegisterFunctionMethod(),
              function("function " + i).build()));
      block.add(
          ledger.endorse(
              ORG1, ComputePlanServiceGrpc.getRegisterPlanMethod(), plan("plan " + i).build()));
    }

    allValid(block);
  }

  @Test
  void tasksOfOnePlanThatAreRegisteredInOneBlockAreAllValid() {
    List<Endorsed> block = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      block.add(register(newTask("task " + i)));
    }

    allValid(block);
  }

  /** 64 tasks up to DONE, the last step of all in one block. */
  private List<TxValidationCode> finishTogether(NewComputeTask... children) {
    bringUpToDone(children);
    List<Endorsed> done = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      done.add(act("task " + i, ComputeTaskAction.TASK_ACTION_DONE));
    }
    return ledger.commit(done);
  }

  private void bringUpToDone(NewComputeTask... children) {
    List<NewComputeTask> tasks = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      tasks.add(newTask("task " + i));
    }
    tasks.addAll(List.of(children));
    allValid(List.of(register(tasks.toArray(NewComputeTask[]::new))));
    List<Endorsed> started = new ArrayList<>();
    List<Endorsed> written = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      started.add(act("task " + i, ComputeTaskAction.TASK_ACTION_EXECUTING));
    }
    allValid(started);
    for (int i = 0; i < 64; i++) {
      written.add(
          ledger.endorse(
              ORG1,
              ModelServiceGrpc.getRegisterModelsMethod(),
              RegisterModelsParam.newBuilder()
                  .addModels(model("model " + i, "task " + i))
                  .build()));
    }
    allValid(written);
  }

  @Test
  void tasksOfOnePlanThatAreDoneInOneBlockAreAllValid() {
    assertThat(finishTogether()).hasSize(64).containsOnly(TxValidationCode.VALID);
  }

  @Test
  void ofTheTasksThatAreDoneInOneBlockOnlyThoseThatShareAChildMayConflict() {
    List<TxValidationCode> verdicts =
        finishTogether(
            newTask("child of two", "task 0", "task 1"), newTask("child of one", "task 2"));

    assertThat(verdicts.subList(2, 64)).containsOnly(TxValidationCode.VALID);
    assertThat(verdicts.get(0)).isEqualTo(TxValidationCode.VALID);
    assertThat(verdicts.get(1)).isNotEqualTo(TxValidationCode.VALID);
  }

  @Test
  void parentsOfOneChildThatAreDoneInOneBlockConflictOnlyWithTheirSiblings()
      throws InvalidProtocolBufferException {
    String[] parents = IntStream.range(0, 64).mapToObj(i -> "task " + i).toArray(String[]::new);
    bringUpToDone(newTask("child", parents));
    List<String> left = new ArrayList<>(List.of(parents));
    Collections.shuffle(left, new Random(1));
    List<Integer> validInBlock = new ArrayList<>();
    List<Event> ofChild = new ArrayList<>();

    while (!left.isEmpty()) {
      List<Endorsed> block =
          left.stream().map(task -> act(task, ComputeTaskAction.TASK_ACTION_DONE)).toList();
      List<TxValidationCode> verdicts = ledger.commit(block);
      List<String> again = new ArrayList<>();
      for (int i = 0; i < block.size(); i++) {
        if (verdicts.get(i) == TxValidationCode.VALID) {
          ofChild.addAll(events(block.get(i), key("child")));
        } else {
          again.add(left.get(i));
        }
      }
      validInBlock.add(left.size() - again.size());
      left = again;
    }

    // Of two siblings the second is run again, and then those that met one another a level above.
    assertThat(validInBlock).containsExactly(32, 16, 8, 4, 2, 1, 1);
    assertThat(ofChild)
        .extracting(event -> event.getComputeTask().getStatus())
        .containsExactly(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  private static List<Event> events(Endorsed endorsed, String asset)
      throws InvalidProtocolBufferException {
    return endorsed.events().stream().filter(event -> event.getAssetKey().equals(asset)).toList();
  }

  @Test
  void ofAParentThatIsDoneAndAChildThatIsRegisteredInOneBlockTheSecondIsRunAgain() {
    bringUpToDone();
    List<Endorsed> block =
        List.of(
            register(newTask("child", "task 0", "task 1")),
            act("task 0", ComputeTaskAction.TASK_ACTION_DONE),
            act("task 1", ComputeTaskAction.TASK_ACTION_DONE));

    List<TxValidationCode> verdicts = ledger.commit(block);

    assertThat(verdicts.get(0)).isEqualTo(TxValidationCode.VALID);
    assertThat(verdicts.subList(1, 3)).doesNotContain(TxValidationCode.VALID);
  }

  @Test
  void ofTwoRegistrationsOfOneKeyInOneBlockOneIsValid() {
    List<Endorsed> block =
        List.of(
            ledger.endorse(
                ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("same").build()),
            ledger.endorse(
                ORG1, FunctionServiceGrpc.getRegisterFunctionMethod(), function("same").build()));

    assertThat(ledger.commit(block))
        .containsExactly(TxValidationCode.VALID, TxValidationCode.MVCC_READ_CONFLICT);
  }
}
