package orchestrator.lib.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.fixtures.Calls;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.Model;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Performance;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A channel with three organizations, a plan of ORG1 and a READY function of ORG1, all by name.
 *
 * <p>Tasks belong to ORG1 and are executed by ORG2 unless a test says otherwise.
 */
final class TaskWorld {
  static final String PLAN = "plan";
  static final String FUNCTION = "function";

  /** The output of {@link #tester}. */
  static final String SCORE = "score";

  final Calls calls = new Calls();
  final ComputeTaskService tasks = calls.service(ComputeTaskService.class);
  final ComputePlanService plans = calls.service(ComputePlanService.class);
  final FunctionService functions = calls.service(FunctionService.class);
  final ModelService models = calls.service(ModelService.class);
  final PerformanceService performances = calls.service(PerformanceService.class);

  TaskWorld() {
    for (String organization : List.of(Requests.ORG1, Requests.ORG2, Requests.ORG3)) {
      calls.call(
          organization,
          calls.service(OrganizationService.class)::registerOrganization,
          RegisterOrganizationParam.getDefaultInstance());
    }
    calls.call(Requests.ORG1, plans::registerPlan, Requests.plan(PLAN).build());
    ready(Requests.function(FUNCTION));
  }

  /** A world with what {@link #training} needs, and the sample other-0 of a manager of ORG3. */
  static TaskWorld withTrainer() {
    TaskWorld world = new TaskWorld();
    world.ready(trainer("trainer"));
    world.data(Requests.ORG2, "manager", 2);
    world.data(Requests.ORG3, "other", 1);
    return world;
  }

  /** A function that measures a model. */
  static NewFunction.Builder tester(String name) {
    return Requests.function(name)
        .clearOutputs()
        .putOutputs(SCORE, Requests.output(AssetKind.ASSET_PERFORMANCE).build());
  }

  /** A function that trains on the samples of a data manager. */
  static NewFunction.Builder trainer(String name) {
    return Requests.function(name)
        .putInputs("opener", Requests.input(AssetKind.ASSET_DATA_MANAGER).build())
        .putInputs("data", Requests.input(AssetKind.ASSET_DATA_SAMPLE).setMultiple(true).build());
  }

  /** A task of {@link #FUNCTION}. */
  static NewComputeTask.Builder task(String name, String... parents) {
    NewComputeTask.Builder task = Requests.task(name, PLAN, FUNCTION, Requests.ORG2);
    Arrays.stream(parents).map(Requests::modelOf).forEach(task::addInputs);
    return task;
  }

  /** A task of a {@link #trainer} on two samples of ORG2; its worker follows from them. */
  static NewComputeTask.Builder training(String name) {
    return task(name)
        .setFunctionKey(Requests.key("trainer"))
        .clearWorker()
        .addInputs(asset("opener", "manager"))
        .addInputs(asset("data", "manager-0"))
        .addInputs(asset("data", "manager-1"));
  }

  /** A task of a {@link #tester}. */
  static NewComputeTask.Builder test(String name, String function) {
    return Requests.task(name, PLAN, function, Requests.ORG2)
        .clearOutputs()
        .putOutputs(SCORE, output(Requests.PUBLIC));
  }

  /** An output that is kept. */
  static NewComputeTaskOutput output(NewPermissions permissions) {
    return NewComputeTaskOutput.newBuilder().setPermissions(permissions).build();
  }

  static ComputeTaskInput asset(String identifier, String name) {
    return ComputeTaskInput.newBuilder()
        .setIdentifier(identifier)
        .setAssetKey(Requests.key(name))
        .build();
  }

  Function register(NewFunction.Builder function) {
    return calls.call(Requests.ORG1, functions::registerFunction, function.build());
  }

  void ready(NewFunction.Builder function) {
    register(function);
    apply(function.getName(), FunctionAction.FUNCTION_ACTION_BUILDING);
    apply(function.getName(), FunctionAction.FUNCTION_ACTION_READY);
  }

  void apply(String function, FunctionAction action) {
    calls.call(
        Requests.ORG1,
        functions::applyFunctionAction,
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(Requests.key(function))
            .setAction(action)
            .build());
  }

  /** A manager and samples of it, named manager-0, manager-1, …. */
  void data(String owner, String manager, int samples) {
    calls.call(
        owner,
        calls.service(DataManagerService.class)::registerDataManager,
        Requests.dataManager(manager).build());
    RegisterDataSamplesParam.Builder request = RegisterDataSamplesParam.newBuilder();
    for (int i = 0; i < samples; i++) {
      request.addSamples(Requests.dataSample(manager + "-" + i, manager));
    }
    calls.call(owner, calls.service(DataSampleService.class)::registerDataSamples, request.build());
  }

  /** Registers tasks of ORG1 in one call. */
  List<ComputeTask> register(NewComputeTask.Builder... given) {
    return registerFor(Requests.ORG1, given);
  }

  List<ComputeTask> registerFor(String owner, NewComputeTask.Builder... given) {
    RegisterTasksParam.Builder request = RegisterTasksParam.newBuilder();
    Arrays.stream(given).forEach(request::addTasks);
    return calls.call(owner, tasks::registerTasks, request.build()).getTasksList();
  }

  void act(String requester, ComputeTaskAction action, String task) {
    act(requester, action, task, "");
  }

  void act(String requester, ComputeTaskAction action, String task, String log) {
    calls.call(
        requester,
        tasks::applyTaskAction,
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(Requests.key(task))
            .setAction(action)
            .setLog(log)
            .build());
  }

  void execute(String task) {
    act(Requests.ORG2, ComputeTaskAction.TASK_ACTION_EXECUTING, task);
  }

  void finish(String task) {
    act(Requests.ORG2, ComputeTaskAction.TASK_ACTION_DONE, task);
  }

  /** Executes a task and lets it put out a model with the name. */
  void train(String task, String model) {
    execute(task);
    model(Requests.model(model, task));
    finish(task);
  }

  Model model(NewModel.Builder model) {
    return calls.call(Requests.ORG2, models::registerModel, model.build());
  }

  Performance performance(String task, float value) {
    return calls.call(
        Requests.ORG2,
        performances::registerPerformance,
        NewPerformance.newBuilder()
            .setComputeTaskKey(Requests.key(task))
            .setComputeTaskOutputIdentifier(SCORE)
            .setPerformanceValue(value)
            .build());
  }

  ComputeTask registered(String name) {
    return calls.call(
        Requests.ORG3,
        tasks::getTask,
        GetTaskParam.newBuilder().setKey(Requests.key(name)).build());
  }

  ComputeTaskStatus status(String name) {
    return registered(name).getStatus();
  }

  ComputePlan plan(String name) {
    return calls.call(
        Requests.ORG3,
        plans::getPlan,
        GetComputePlanParam.newBuilder().setKey(Requests.key(name)).build());
  }

  /** The events of the last call as short texts: kind, asset kind, asset key. */
  List<String> events() {
    return calls.events().stream().map(TaskWorld::event).toList();
  }

  static String created(AssetKind kind, String name) {
    return "EVENT_ASSET_CREATED " + kind + " " + Requests.key(name);
  }

  static String updated(AssetKind kind, String name) {
    return "EVENT_ASSET_UPDATED " + kind + " " + Requests.key(name);
  }

  private static String event(Event event) {
    return event.getEventKind() + " " + event.getAssetKind() + " " + event.getAssetKey();
  }

  /** That a call is answered with this error. */
  static void assertRefused(ErrorCode code, String text, ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasMessage(text)
        .isInstanceOfSatisfying(OrchestratorException.class, e -> assertCode(code, e));
  }

  /** That a call is answered with an error whose text holds a part. */
  static void assertRefusedWith(ErrorCode code, String part, ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasMessageContaining(part)
        .isInstanceOfSatisfying(OrchestratorException.class, e -> assertCode(code, e));
  }

  private static void assertCode(ErrorCode code, OrchestratorException e) {
    assertThat(e.code()).isEqualTo(code);
  }
}
