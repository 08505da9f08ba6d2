package orchestrator.client.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.PlanBuilder;
import orchestrator.client.TaskBuilder;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewModel;
import orchestrator.proto.RegisterTasksParam;

/**
 * Lets the clients run a grid of tasks together, each task from EXECUTING over its model to DONE,
 * and when it is through, the next grid. A client without a task that may run waits for one.
 *
 * <p>A grid of which a call fails cannot be finished, since the outcome of that call is unknown:
 * the tasks that run are brought to their end, then the clients go on with a new grid. What remains
 * of the old one stays on the server and waits there. The failed call is counted among the errors,
 * the grid as left, the answered calls as the calls that they are; the failed task in no figure.
 * The numbers of grids include the warm-up, and not the grid that the end of the run interrupts.
 */
final class PlanWorkload implements Workload {
  static final String TASK = "task from start to done";
  static final String DONE = "grids done";
  static final String LEFT = "grids left unfinished";

  private final Caller caller;
  private final Measurements measurements;
  private final int tasks;
  private final NewFunction function = BenchAssets.function(BenchAssets.key());
  private final Deque<OrchestratorClient> idle = new ArrayDeque<>();
  private Grid grid = new Grid(0);
  private List<NewComputeTask> registered = List.of();
  private int running;
  private boolean registering;
  private boolean abandoned;
  private int gridsDone;
  private int gridsLeft;

  PlanWorkload(Caller caller, Measurements measurements, int tasks) {
    this.caller = caller;
    this.measurements = measurements;
    this.tasks = tasks;
  }

  @Override
  public void prepare(OrchestratorClient client) {
    BenchAssets.registerOrganization(client);
    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), function);
    for (FunctionAction action :
        List.of(FunctionAction.FUNCTION_ACTION_BUILDING, FunctionAction.FUNCTION_ACTION_READY)) {
      client.call(
          FunctionServiceGrpc.getApplyFunctionActionMethod(),
          ApplyFunctionActionParam.newBuilder()
              .setFunctionKey(function.getKey())
              .setAction(action)
              .build());
    }
  }

  @Override
  public void start(OrchestratorClient connection) {
    synchronized (this) {
      idle.add(connection);
    }
    dispatch();
  }

  /** Gives work to the clients that have none, as far as there is any. */
  private void dispatch() {
    List<Runnable> starts = new ArrayList<>();
    synchronized (this) {
      if (!registering && running == 0 && (grid.isDone() || abandoned)) {
        OrchestratorClient connection = idle.remove();
        gridsDone += grid.isDone() && !registered.isEmpty() ? 1 : 0;
        gridsLeft += abandoned ? 1 : 0;
        registering = true;
        starts.add(() -> register(connection));
      }
      while (!registering && !abandoned && !idle.isEmpty()) {
        OptionalInt task = grid.take();
        if (task.isEmpty()) {
          break;
        }
        OrchestratorClient connection = idle.remove();
        running++;
        starts.add(() -> run(connection, task.getAsInt()));
      }
    }
    starts.forEach(Runnable::run);
  }

  private void register(OrchestratorClient connection) {
    Grid next = new Grid(tasks);
    PlanBuilder plan = connection.plan("bench").sharing(Sharing.everyone());
    List<TaskBuilder> builders = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      TaskBuilder builder = plan.task(function).worker(connection.organization());
      next.parents(task).forEach(parent -> builder.input("models", builders.get(parent), "model"));
      builders.add(builder);
    }
    Runnable another =
        () -> {
          leave();
          register(connection);
        };
    RegisterTasksParam request =
        RegisterTasksParam.newBuilder().addAllTasks(plan.taskMessages()).build();
    caller.call(
        connection.grpc(),
        ComputePlanServiceGrpc.getRegisterPlanMethod(),
        plan.toMessage(),
        answer ->
            caller.call(
                connection.grpc(),
                ComputeTaskServiceGrpc.getRegisterTasksMethod(),
                request,
                done -> begin(connection, next, request.getTasksList()),
                another),
        another);
  }

  private synchronized void leave() {
    gridsLeft++;
  }

  private void begin(OrchestratorClient connection, Grid next, List<NewComputeTask> messages) {
    synchronized (this) {
      grid = next;
      registered = messages;
      registering = false;
      abandoned = false;
      idle.add(connection);
    }
    dispatch();
  }

  private void run(OrchestratorClient connection, int task) {
    long start = System.nanoTime();
    String taskKey = registered.get(task).getKey();
    String modelKey = BenchAssets.key();
    NewModel model =
        NewModel.newBuilder()
            .setKey(modelKey)
            .setComputeTaskKey(taskKey)
            .setComputeTaskOutputIdentifier("model")
            .setAddress(BenchAssets.address("model", modelKey))
            .build();
    Runnable failed = () -> end(connection, task, false);
    apply(
        connection,
        taskKey,
        ComputeTaskAction.TASK_ACTION_EXECUTING,
        () ->
            caller.call(
                connection.grpc(),
                ModelServiceGrpc.getRegisterModelMethod(),
                model,
                answer ->
                    apply(
                        connection,
                        taskKey,
                        ComputeTaskAction.TASK_ACTION_DONE,
                        () -> {
                          measurements.observed(TASK, System.nanoTime() - start);
                          end(connection, task, true);
                        },
                        failed),
                failed),
        failed);
  }

  private void apply(
      OrchestratorClient connection,
      String taskKey,
      ComputeTaskAction action,
      Runnable done,
      Runnable failed) {
    caller.call(
        connection.grpc(),
        ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
        ApplyTaskActionParam.newBuilder().setComputeTaskKey(taskKey).setAction(action).build(),
        answer -> done.run(),
        failed);
  }

  private void end(OrchestratorClient connection, int task, boolean done) {
    synchronized (this) {
      running--;
      idle.add(connection);
      if (done) {
        grid.done(task);
      } else {
        abandoned = true;
      }
    }
    dispatch();
  }

  @Override
  public synchronized Map<String, Double> figures() {
    return new TreeMap<>(Map.of(DONE, (double) gridsDone, LEFT, (double) gridsLeft));
  }
}
