package orchestrator.e2e.scenario;

import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.PlanBuilder.RegisteredPlan;
import orchestrator.client.resume.NotResumableException;
import orchestrator.client.resume.PlanResume;
import orchestrator.client.resume.Rerun;
import orchestrator.client.resume.Resumption;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryPlansResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan that failed or was cancelled is taken up from what is done. */
class PlanResumeTest extends Scenario {
  private static final int LANES = 10;
  private static final int ROUNDS = 100;

  private OrchestratorClient client;

  @BeforeEach
  void aPlanAndAClient() {
    aPlanAndAFunction();
    client =
        OrchestratorClient.builder(deployment.target())
            .organization(ONE)
            .channel("mychannel")
            .build();
  }

  @AfterEach
  void noClient() {
    client.close();
  }

  private PlanResume resume() {
    return PlanResume.of(client, key("plan"));
  }

  /** The names of the tasks that run again, with why. */
  private List<String> reruns(Resumption resumption) {
    return resumption.reruns().stream()
        .map(rerun -> names(List.of(rerun.predecessor().getKey())).get(0) + " " + rerun.cause())
        .toList();
  }

  private static ComputeTask successor(RegisteredPlan again, String predecessor) {
    return again.tasks().stream()
        .filter(task -> task.getMetadataOrThrow(PlanResume.RESUMED_FROM).equals(predecessor))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> parents(ComputeTask task) {
    return task.getInputsList().stream()
        .map(input -> input.getParentTaskOutput().getParentTaskKey())
        .toList();
  }

  private void assertRefused(PlanResume resume, String sentence) {
    assertThatThrownBy(resume::register)
        .isInstanceOf(NotResumableException.class)
        .hasMessage(sentence);
  }

  @Test
  void onlyWhatIsNotDoneRunsAgainOnTheOutputsOfWhatIs() {
    one.register(
        task("done").putMetadata("site", "north"),
        child("failed", "done"),
        child("behind", "failed", "done"));
    run("done");
    one.start(key("failed"));
    one.fail(key("failed"));

    assertThat(reruns(resume().prepare())).containsExactly("failed NOT_DONE", "behind NOT_DONE");
    RegisteredPlan again = resume().register();

    assertThat(again.plan().getName()).isEqualTo("plan");
    assertThat(again.plan().getMetadataOrThrow(PlanResume.RESUMED_FROM)).isEqualTo(key("plan"));
    assertThat(again.tasks()).hasSize(2);
    ComputeTask failed = successor(again, key("failed"));
    ComputeTask behind = successor(again, key("behind"));
    assertThat(parents(failed)).containsExactly(key("done"));
    assertThat(parents(behind)).containsExactly(failed.getKey(), key("done"));
    assertThat(failed.getStatus()).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(behind.getStatus()).isEqualTo(STATUS_WAITING_FOR_PARENT_TASKS);
    assertThat(failed.getOutputsMap()).isEqualTo(one.task(key("failed")).getOutputsMap());
  }

  @Test
  void ofAThousandTasksWithOneThatFailsInTheMiddleTheLaterHalfRunsAgain() {
    for (int round = 0; round < ROUNDS; round += 10) {
      List<NewComputeTask.Builder> tasks = new ArrayList<>();
      for (int row = round; row < round + 10; row++) {
        for (int lane = 0; lane < LANES; lane++) {
          String name = name(row, lane);
          tasks.add(row == 0 ? task(name) : child(name, name(row - 1, lane), name(row - 1, 0)));
        }
      }
      one.register(tasks.toArray(NewComputeTask.Builder[]::new));
    }
    for (int row = 0; row < ROUNDS / 2; row++) {
      for (int lane = 0; lane < LANES; lane++) {
        one.start(key(name(row, lane)));
        one.finish(key(name(row, lane)));
      }
    }
    one.fail(key(name(ROUNDS / 2, 3)));

    assertRefused(resume(), "tasks of plan " + key("plan") + " may still run: 450");
    RegisteredPlan again = resume().stopWhatRuns().register();

    assertThat(again.tasks()).hasSize(LANES * ROUNDS / 2);
    assertThat(again.tasks())
        .filteredOn(task -> task.getStatus() == STATUS_WAITING_FOR_EXECUTOR_SLOT)
        .hasSize(LANES);
    assertThat(one.task(key(name(ROUNDS - 1, 0))).getStatus()).isEqualTo(STATUS_CANCELED);
    ComputeTask first = successor(again, key(name(ROUNDS / 2, 3)));
    assertThat(parents(first))
        .containsExactly(key(name(ROUNDS / 2 - 1, 3)), key(name(ROUNDS / 2 - 1, 0)));
    assertThat(resume().register().tasks()).isEqualTo(again.tasks());
  }

  private static String name(int row, int lane) {
    return row + "/" + lane;
  }

  @Test
  void twoAtOnceMakeOnePlan() throws Exception {
    one.register(task("first"), child("second", "first"));
    one.fail(key("first"));

    List<CompletableFuture<RegisteredPlan>> both =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> resume().register()))
            .limit(2)
            .toList();

    assertThat(both.get(0).get().plan()).isEqualTo(both.get(1).get().plan());
    assertThat(both.get(0).get().tasks()).isEqualTo(both.get(1).get().tasks()).hasSize(2);
  }

  @Test
  void aRenamedNewPlanIsTheSameOne() {
    one.register(task("first"));
    one.fail(key("first"));
    RegisteredPlan again = resume().register();
    one.renamePlan(again.plan().getKey(), "second try");

    assertThat(resume().register().plan().getName()).isEqualTo("second try");
  }

  @Test
  void whoseModelsAreDisabledRunsAgainAsFarBackAsNeededAndNoFurther() {
    one.register(
        task("kept").putOutputs("model", transientOutput()),
        child("source", "kept").putOutputs("model", transientOutput()),
        child("sibling", "source"),
        task("apart").putOutputs("model", transientOutput()),
        child("user of apart", "apart"));
    Stream.of("kept", "source", "sibling", "apart", "user of apart").forEach(this::run);
    one.disable(key("source"), "model");
    one.disable(key("apart"), "model");
    one.register(task("first"));
    one.fail(key("first"));
    one.register(child("late", "sibling"));
    assertThat(reruns(resume().stopWhatRuns().prepare()))
        .containsExactly("first NOT_DONE", "late NOT_DONE");

    PlanResume replacing = resume().stopWhatRuns().replaceFunction(key("sibling"), key("function"));
    assertThat(reruns(replacing.prepare()))
        .containsExactly(
            "first NOT_DONE", "source OUTPUT_DISABLED", "sibling REPLACED", "late NOT_DONE");
    RegisteredPlan again = replacing.register();

    assertThat(parents(successor(again, key("source")))).containsExactly(key("kept"));
    assertThat(parents(successor(again, key("sibling"))))
        .containsExactly(successor(again, key("source")).getKey());
  }

  @Test
  void anotherFunctionOrInputMakesWhatIsDoneRunAgainWithAllBehindIt() {
    one.register(function("mended"));
    one.build(key("mended"));
    one.register(task("first"), task("other"), child("second", "first"), child("third", "second"));
    Stream.of("first", "other", "second").forEach(this::run);
    one.start(key("third"));
    one.fail(key("third"));

    PlanResume resume =
        resume()
            .replaceFunction(key("first"), key("mended"))
            .replaceInput(key("third"), "models", List.of(key("other-model")));
    assertThat(reruns(resume.prepare()))
        .containsExactly("first REPLACED", "second INPUT_CHANGED", "third REPLACED");
    RegisteredPlan again = resume.register();

    assertThat(successor(again, key("first")).getFunctionKey()).isEqualTo(key("mended"));
    assertThat(successor(again, key("third")).getInputsList())
        .extracting(ComputeTaskInput::getAssetKey)
        .containsExactly(key("other-model"));
    assertThat(again.plan().getKey()).isNotEqualTo(resume().prepare().plan().getKey());
  }

  @Test
  void aCancelledPlanIsTakenUpWithoutBeingAskedToStop() {
    one.register(task("first"), task("second"), child("third", "first", "second"));
    run("first");
    one.cancelPlan(key("plan"));

    RegisteredPlan again = resume().register();

    assertThat(one.task(key("second")).getStatus()).isEqualTo(STATUS_CANCELED);
    assertThat(again.tasks()).hasSize(2);
    assertThat(parents(successor(again, key("third"))))
        .containsExactly(key("first"), successor(again, key("second")).getKey());
  }

  @Test
  void theNewPlanCanBeTakenUpInItsTurn() {
    one.register(task("done").putOutputs("model", transientOutput()), child("failed", "done"));
    run("done");
    one.fail(key("failed"));
    RegisteredPlan second = resume().register();
    one.fail(second.tasks().get(0).getKey());
    one.disable(key("done"), "model");

    Resumption third = PlanResume.of(client, second.plan().getKey()).prepare();

    assertThat(third.reruns())
        .extracting(Rerun::cause)
        .containsExactly(Rerun.Cause.OUTPUT_DISABLED, Rerun.Cause.NOT_DONE);
    RegisteredPlan again = PlanResume.of(client, second.plan().getKey()).register();
    assertThat(parents(again.tasks().get(1))).containsExactly(again.tasks().get(0).getKey());
  }

  @Test
  void whatCannotBeTakenUpIsRefusedWithTheReason() {
    one.register(task("task"));
    String plan = "plan " + key("plan");
    assertRefused(resume(), "tasks of " + plan + " may still run: 1");
    assertRefused(
        resume().replaceFunction(key("nobody"), key("function")),
        plan + " has no task " + key("nobody"));
    run("task");
    assertRefused(resume(), "every task of " + plan + " is done");
    one.register(plan("empty"));
    assertRefused(PlanResume.of(client, key("empty")), "plan " + key("empty") + " has no tasks");
  }

  @Test
  void whatIsRefusedStopsNothing() {
    one.register(task("task"));

    assertRefused(
        resume().stopWhatRuns().replaceFunction(key("nobody"), key("function")),
        "plan " + key("plan") + " has no task " + key("nobody"));
    assertThat(one.task(key("task")).getStatus()).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void aWrongInputIsRefusedBeforeAnythingIsStoppedOrRegistered() {
    one.register(task("task"));
    List<PlanResume> wrong =
        List.of(
            resume().replaceInput(key("task"), "nope", List.of(key("other-model"))),
            resume().replaceInput(key("task"), "nope", List.of()),
            resume().replaceInput(key("task"), "models", List.of(key("nobody"))),
            resume().replaceInput(key("task"), "models", List.of("zzzz1234")));

    for (PlanResume resume : wrong) {
      assertThatThrownBy(resume.stopWhatRuns()::prepare).isInstanceOf(RuntimeException.class);
      assertThatThrownBy(resume::register).isInstanceOf(RuntimeException.class);
    }
    assertRefused(
        wrong.get(0),
        "function \"function\" (%s) has no input \"nope\", so it cannot run in the place of task %s"
            .formatted(key("function"), key("task")));

    assertThat(one.task(key("task")).getStatus()).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(
            client.pages(
                ComputePlanServiceGrpc.getQueryPlansMethod(),
                QueryPlansParam.getDefaultInstance(),
                QueryPlansResponse::getPlansList))
        .filteredOn(
            plan -> plan.getMetadataOrDefault(PlanResume.RESUMED_FROM, "").equals(key("plan")))
        .isEmpty();
  }

  @Test
  void aFunctionThatDoesNotFitATaskIsRefusedBeforeAnythingIsStopped() {
    one.register(function("other").putOutputs("sum", makes(AssetKind.ASSET_MODEL)));
    one.build(key("other"));
    one.register(task("task"));

    assertRefused(
        resume().stopWhatRuns().replaceFunction(key("task"), key("other")),
        "function \"other\" (%s) has other outputs, so it cannot run in the place of task %s"
            .formatted(key("other"), key("task")));
    assertThat(one.task(key("task")).getStatus()).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void aFunctionThatFailedHasToBeReplaced() {
    one.register(function("broken").putOutputs("model", makes(AssetKind.ASSET_MODEL)));
    one.apply(key("broken"), FunctionAction.FUNCTION_ACTION_BUILDING);
    one.register(task("task").setFunctionKey(key("broken")));
    one.apply(key("broken"), FunctionAction.FUNCTION_ACTION_FAILED);

    assertRefused(
        resume(),
        "the build of function \"broken\" ("
            + key("broken")
            + ") has failed; tasks that need another one: 1");
    assertThat(resume().replaceFunction(key("task"), key("function")).register().tasks())
        .hasSize(1);
  }
}
