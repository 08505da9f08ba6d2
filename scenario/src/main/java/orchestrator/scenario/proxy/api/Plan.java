package orchestrator.scenario.proxy.api;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import orchestrator.client.PlanBuilder;
import orchestrator.client.TaskBuilder;
import orchestrator.client.spec.Keys;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.scenario.proxy.Transaction;

/**
 * Registers a plan with its tasks and drives them to their end, as a worker would: each task is
 * begun and then done, after its parents. With the first call that fails it begins no more tasks.
 */
final class Plan {
  /** So many tasks are under way at once, if the shape allows it. */
  private static final int WIDTH = 8;

  private final Calls calls;
  private final BooleanSupplier closed;
  private final PlanBuilder description;
  private final List<String> keys = new ArrayList<>();
  private final List<List<Integer>> children = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  @GuardedBy("this")
  private final int[] missingParents;

  @GuardedBy("this")
  private final Deque<Integer> ready = new ArrayDeque<>();

  @GuardedBy("this")
  private int running;

  @GuardedBy("this")
  private int left;

  /**
   * Describes a plan.
   *
   * @param closed whether it is to be driven no further
   */
  Plan(Transaction transaction, PlanShape shape, Calls calls, BooleanSupplier closed) {
    this.calls = calls;
    this.closed = closed;
    left = shape.tasks();
    missingParents = new int[shape.tasks()];
    String name = Assets.name(transaction);
    String organization = calls.client().organization();
    NewFunction function = Assets.functionOfTasks(organization);
    description = calls.client().plan(name).key(Keys.named("scenario/plan/" + name));
    Assets.metadata(transaction.payload()).forEach(description::metadata);
    List<TaskBuilder> tasks = new ArrayList<>();
    for (int number = 0; number < shape.tasks(); number++) {
      String key = Keys.named("scenario/task/" + name + "/" + number);
      TaskBuilder task = description.task(function).key(key).worker(organization);
      List<Integer> parents = shape.parents(number);
      for (int parent : parents) {
        task.input(Assets.INPUT, tasks.get(parent), Assets.OUTPUT);
        children.get(parent).add(number);
      }
      missingParents[number] = parents.size();
      if (parents.isEmpty()) {
        ready.add(number);
      }
      tasks.add(task);
      keys.add(key);
      children.add(new ArrayList<>());
    }
  }

  /** The keys of the tasks that no other comes after: when they are done, all are. */
  List<String> lastTasks() {
    List<String> last = new ArrayList<>();
    for (int number = 0; number < keys.size(); number++) {
      if (children.get(number).isEmpty()) {
        last.add(keys.get(number));
      }
    }
    return last;
  }

  /** Registers and drives it. Completes when all its tasks are done. */
  CompletableFuture<?> run() {
    RegisterTasksParam tasks =
        RegisterTasksParam.newBuilder().addAllTasks(description.taskMessages()).build();
    var unused =
        calls
            .call(ComputePlanServiceGrpc.getRegisterPlanMethod(), description.toMessage())
            .thenCompose(plan -> calls.call(ComputeTaskServiceGrpc.getRegisterTasksMethod(), tasks))
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    proceed();
                  } else {
                    fail(failure);
                  }
                });
    return end;
  }

  /** Begins the tasks that may begin now. */
  private void proceed() {
    if (closed.getAsBoolean()) {
      end.completeExceptionally(new IllegalStateException("The node was closed."));
      return;
    }
    List<Integer> begun = new ArrayList<>();
    synchronized (this) {
      while (running < WIDTH && !ready.isEmpty()) {
        begun.add(ready.remove());
        running++;
      }
    }
    begun.forEach(this::begin);
  }

  private void begin(int task) {
    var unused =
        apply(task, ComputeTaskAction.TASK_ACTION_EXECUTING)
            .thenCompose(begun -> apply(task, ComputeTaskAction.TASK_ACTION_DONE))
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    done(task);
                  } else {
                    fail(failure);
                  }
                });
  }

  private CompletableFuture<?> apply(int task, ComputeTaskAction action) {
    ApplyTaskActionParam request =
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(keys.get(task))
            .setAction(action)
            .build();
    return calls.call(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), request);
  }

  private void done(int task) {
    boolean over;
    synchronized (this) {
      running--;
      left--;
      over = left == 0;
      for (int child : children.get(task)) {
        missingParents[child]--;
        if (missingParents[child] == 0) {
          ready.add(child);
        }
      }
    }
    if (over) {
      end.complete(null);
    } else if (!end.isDone()) {
      proceed();
    }
  }

  private void fail(Throwable failure) {
    end.completeExceptionally(failure);
  }
}
