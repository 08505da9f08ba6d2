package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.fixtures.Requests;
import orchestrator.lib.operation.Operation;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateFunctionParam;

/** Calls of every kind that writes, on few enough assets that many of them do something. */
final class RandomProgram {
  private static final List<ComputeTaskAction> ACTIONS =
      List.of(
          ComputeTaskAction.TASK_ACTION_EXECUTING,
          ComputeTaskAction.TASK_ACTION_EXECUTING,
          ComputeTaskAction.TASK_ACTION_EXECUTING,
          ComputeTaskAction.TASK_ACTION_DONE,
          ComputeTaskAction.TASK_ACTION_DONE,
          ComputeTaskAction.TASK_ACTION_CANCELED,
          ComputeTaskAction.TASK_ACTION_FAILED);

  private final TaskWorld world = new TaskWorld();
  private final DataManagerService managers = world.calls.service(DataManagerService.class);
  private final DataSampleService samples = world.calls.service(DataSampleService.class);
  private final FailureReportService failures = world.calls.service(FailureReportService.class);
  private final ProfilingService profiling = world.calls.service(ProfilingService.class);
  private final Random random;
  private List<String> trainings = List.of();
  private List<String> tests = List.of();
  private int names;

  RandomProgram(long seed) {
    this.random = new Random(seed);
    world.ready(TaskWorld.tester("tester"));
    world.register(Requests.function("unbuilt"));
    world.data(Requests.ORG2, "manager", 3);
    world.calls.call(
        Requests.ORG2, managers::registerDataManager, Requests.dataManager("m").build());
    while (trainings.isEmpty() || tests.isEmpty()) {
      registerTasks();
    }
  }

  TaskWorld world() {
    return world;
  }

  /** Makes a call; nothing changes where it is refused. */
  void step() {
    try {
      switch (random.nextInt(24)) {
        case 0, 1 -> registerTasks();
        case 2, 3, 4, 5, 6, 7, 8, 9 -> apply(one(ACTIONS));
        case 10, 11, 12 -> world.model(Requests.model(name("model"), executing(trainings)));
        case 13, 14 -> measure();
        case 15 -> call(Requests.ORG2, world.tasks::disableOutput, disabling());
        case 16 -> call(Requests.ORG2, failures::registerFailureReport, failure());
        case 17 -> call(Requests.ORG1, world.functions::applyFunctionAction, building());
        case 18 -> call(Requests.ORG1, world.functions::updateFunction, rename());
        case 19 -> registerData();
        case 20 -> updateData();
        case 21 -> call(Requests.ORG3, profiling::registerProfilingStep, profile());
        case 22 -> registerPlan();
        default -> updatePlan();
      }
    } catch (OrchestratorException e) {
      // As good as any other answer: what matters is the state.
      return;
    }
  }

  private <Q, A> void call(String requester, Operation.Handler<Q, A> handler, Q request) {
    world.calls.call(requester, handler, request);
  }

  private void registerTasks() {
    List<String> newTrainings = new ArrayList<>(trainings);
    List<String> newTests = new ArrayList<>(tests);
    RegisterTasksParam.Builder request = RegisterTasksParam.newBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = name("task");
      boolean isTest = random.nextInt(3) == 0;
      NewComputeTask.Builder task =
          isTest
              ? TaskWorld.test(name, "tester")
              : TaskWorld.task(name)
                  .setFunctionKey(key(random.nextInt(5) == 0 ? "unbuilt" : TaskWorld.FUNCTION));
      int parents = random.nextInt(random.nextInt(4) == 0 ? 9 : 3);
      for (int parent = parents; parent > 0 && !newTrainings.isEmpty(); parent--) {
        task.addInputs(Requests.modelOf(one(newTrainings)));
      }
      request.addTasks(task);
      (isTest ? newTests : newTrainings).add(name);
    }
    call(Requests.ORG1, world.tasks::registerTasks, request.build());
    trainings = newTrainings;
    tests = newTests;
  }

  private void apply(ComputeTaskAction action) {
    call(
        Requests.ORG2,
        world.tasks::applyTaskAction,
        ApplyTaskActionParam.newBuilder().setComputeTaskKey(key(task())).setAction(action).build());
  }

  private void measure() {
    call(
        Requests.ORG2,
        world.performances::registerPerformance,
        NewPerformance.newBuilder()
            .setComputeTaskKey(key(executing(tests)))
            .setComputeTaskOutputIdentifier(TaskWorld.SCORE)
            .setPerformanceValue(random.nextFloat())
            .build());
  }

  private DisableOutputParam disabling() {
    return DisableOutputParam.newBuilder()
        .setComputeTaskKey(key(one(trainings)))
        .setIdentifier(Requests.MODEL)
        .build();
  }

  private NewFailureReport failure() {
    return NewFailureReport.newBuilder()
        .setAssetKey(key(task()))
        .setAssetType(FailedAssetKind.FAILED_ASSET_COMPUTE_TASK)
        .setErrorType(ErrorType.ERROR_TYPE_EXECUTION)
        .setLogsAddress(Requests.address())
        .build();
  }

  private ApplyFunctionActionParam building() {
    return ApplyFunctionActionParam.newBuilder()
        .setFunctionKey(key("unbuilt"))
        .setAction(
            one(
                List.of(
                    FunctionAction.FUNCTION_ACTION_BUILDING, FunctionAction.FUNCTION_ACTION_READY)))
        .build();
  }

  private UpdateFunctionParam rename() {
    return UpdateFunctionParam.newBuilder()
        .setKey(key("unbuilt"))
        .setName(name("renamed"))
        .setImage(Requests.address())
        .build();
  }

  private void registerData() {
    call(
        Requests.ORG2,
        samples::registerDataSamples,
        RegisterDataSamplesParam.newBuilder()
            .addSamples(Requests.dataSample(name("sample"), "manager", "m"))
            .addSamples(Requests.dataSample(name("sample"), "manager"))
            .build());
  }

  private void updateData() {
    call(
        Requests.ORG2,
        samples::updateDataSamples,
        UpdateDataSamplesParam.newBuilder()
            .addKeys(key("manager-" + random.nextInt(3)))
            .addDataManagerKeys(key("m"))
            .build());
    call(
        Requests.ORG2,
        managers::updateDataManager,
        UpdateDataManagerParam.newBuilder().setKey(key("m")).setName(name("manager")).build());
  }

  private ProfilingStep profile() {
    return ProfilingStep.newBuilder()
        .setAssetKey(key(task()))
        .setDuration(1 + random.nextInt(100))
        .setStep("build")
        .build();
  }

  private void registerPlan() {
    String plan = name("plan");
    call(Requests.ORG1, world.plans::registerPlan, Requests.plan(plan).build());
    if (random.nextBoolean()) {
      call(
          Requests.ORG1,
          world.plans::applyPlanAction,
          ApplyPlanActionParam.newBuilder()
              .setKey(key(plan))
              .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
              .build());
    }
  }

  private void updatePlan() {
    call(
        Requests.ORG1,
        world.plans::updatePlan,
        UpdateComputePlanParam.newBuilder()
            .setKey(key(TaskWorld.PLAN))
            .setName(name("renamed"))
            .build());
  }

  private String task() {
    return one(random.nextInt(3) == 0 ? tests : trainings);
  }

  /** One of the tasks; it waits no longer for its executor if it did. */
  private String executing(List<String> choice) {
    String task = one(choice);
    if (world.status(task) == ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT) {
      world.execute(task);
    }
    return task;
  }

  private String name(String kind) {
    return kind + names++;
  }

  private <T> T one(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }
}
