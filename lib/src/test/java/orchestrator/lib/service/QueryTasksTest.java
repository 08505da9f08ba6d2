package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.FUNCTION;
import static orchestrator.lib.service.TaskWorld.PLAN;
import static orchestrator.lib.service.TaskWorld.assertRefusedWith;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.fixtures.Cost;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;
import org.junit.jupiter.api.Test;

class QueryTasksTest {
  private final TaskWorld world = new TaskWorld();

  private QueryTasksResponse query(TaskQueryFilter filter, int size, String token) {
    return world.calls.call(
        ORG3,
        world.tasks::queryTasks,
        QueryTasksParam.newBuilder()
            .setFilter(filter)
            .setPageSize(size)
            .setPageToken(token)
            .build());
  }

  private List<ComputeTask> all(TaskQueryFilter.Builder filter) {
    List<ComputeTask> all = new ArrayList<>();
    String token = "";
    do {
      QueryTasksResponse page = query(filter.build(), 3, token);
      all.addAll(page.getTasksList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return all;
  }

  @Test
  void tasksAreListedByDateAndThenByKey() {
    world.register(task("a"));
    world.register(
        IntStream.range(0, 7).mapToObj(i -> task("b" + i)).toArray(NewComputeTask.Builder[]::new));
    world.register(task("c"));

    List<String> sameDate = IntStream.range(0, 7).mapToObj(i -> key("b" + i)).sorted().toList();
    List<String> expected = new ArrayList<>(List.of(key("a")));
    expected.addAll(sameDate);
    expected.add(key("c"));
    assertThat(all(TaskQueryFilter.newBuilder()))
        .extracting(ComputeTask::getKey)
        .isEqualTo(expected);
  }

  @Test
  void filtersCombine() {
    Random random = new Random(20260103);
    world.calls.call(ORG1, world.plans::registerPlan, Requests.plan("other").build());
    world.ready(Requests.function("second"));
    for (int i = 0; i < 60; i++) {
      String name = "task-" + i;
      world.register(
          task(name)
              .setWorker(random.nextBoolean() ? ORG1 : ORG2)
              .setComputePlanKey(key(random.nextBoolean() ? PLAN : "other"))
              .setFunctionKey(key(random.nextBoolean() ? TaskWorld.FUNCTION : "second")));
      if (random.nextBoolean()) {
        world.act(ORG1, ComputeTaskAction.TASK_ACTION_CANCELED, name);
      }
    }
    List<ComputeTask> tasks = all(TaskQueryFilter.newBuilder());
    assertThat(tasks).hasSize(60);

    for (int mask = 0; mask < 16; mask++) {
      TaskQueryFilter.Builder filter = TaskQueryFilter.newBuilder();
      Predicate<ComputeTask> fits = task -> true;
      if ((mask & 1) != 0) {
        filter.setWorker(ORG2);
        fits = fits.and(task -> task.getWorker().equals(ORG2));
      }
      if ((mask & 2) != 0) {
        filter.setStatus(ComputeTaskStatus.STATUS_CANCELED);
        fits = fits.and(task -> task.getStatus() == ComputeTaskStatus.STATUS_CANCELED);
      }
      if ((mask & 4) != 0) {
        filter.setComputePlanKey(key("other"));
        fits = fits.and(task -> task.getComputePlanKey().equals(key("other")));
      }
      if ((mask & 8) != 0) {
        filter.setFunctionKey(key("second"));
        fits = fits.and(task -> task.getFunctionKey().equals(key("second")));
      }
      assertThat(all(filter)).isEqualTo(tasks.stream().filter(fits).toList());
    }
  }

  @Test
  void aPageDoesNotReadTheWorkersTasksInOtherStatuses() {
    for (int i = 0; i < 20; i++) {
      world.register(task("waiting-" + i).setWorker(ORG2));
      world.register(task("canceled-" + i).setWorker(ORG1));
      world.act(ORG1, ComputeTaskAction.TASK_ACTION_CANCELED, "canceled-" + i);
    }

    Cost cost =
        Cost.of(
            world.calls,
            ORG1,
            world.tasks::queryTasks,
            QueryTasksParam.newBuilder()
                .setFilter(
                    TaskQueryFilter.newBuilder()
                        .setWorker(ORG1)
                        .setStatus(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT))
                .build());

    assertThat(cost.steps()).isEqualTo(1);
  }

  @Test
  void whatFitsNothingGivesAnEmptyList() {
    world.register(task("a"));

    assertThat(all(TaskQueryFilter.newBuilder().setStatusValue(4711))).isEmpty();
    assertThat(all(TaskQueryFilter.newBuilder().setStatusValue(-1))).isEmpty();
    assertThat(all(TaskQueryFilter.newBuilder().setStatusValue(99).setComputePlanKey(key(PLAN))))
        .isEmpty();
    assertThat(all(TaskQueryFilter.newBuilder().setComputePlanKey("no key"))).isEmpty();
  }

  @Test
  void keysAreLoweredFirst() {
    world.register(task("a"));
    String plan = key(PLAN).toUpperCase(Locale.ROOT);
    String function = key(FUNCTION).toUpperCase(Locale.ROOT);

    assertThat(all(TaskQueryFilter.newBuilder().setComputePlanKey(plan))).hasSize(1);
    assertThat(all(TaskQueryFilter.newBuilder().setFunctionKey(function).setStatusValue(2)))
        .hasSize(1);
    assertThat(all(TaskQueryFilter.newBuilder().setFunctionKey(function).setStatusValue(3)))
        .isEmpty();
  }

  @Test
  void aWalkNeitherRepeatsNorSkipsWhileOthersWrite() {
    Random random = new Random(20260104);
    for (int i = 0; i < 40; i++) {
      world.register(task("old-" + i));
    }
    List<String> before =
        all(TaskQueryFilter.newBuilder()).stream().map(ComputeTask::getKey).toList();
    List<String> walked = new ArrayList<>();
    String token = "";
    int count = 0;
    do {
      QueryTasksResponse page = query(TaskQueryFilter.getDefaultInstance(), 3, token);
      page.getTasksList().forEach(task -> walked.add(task.getKey()));
      token = page.getNextPageToken();
      if (count < 20) {
        world.register(task("new-" + count));
        world.act(
            ORG1, ComputeTaskAction.TASK_ACTION_CANCELED, "old-" + (count * 2 + random.nextInt(2)));
      }
      count++;
    } while (!token.isEmpty());

    assertThat(walked).doesNotHaveDuplicates();
    assertThat(walked.stream().filter(before::contains).toList()).isEqualTo(before);
  }

  @Test
  void pagesHaveTheSizeThatWasAskedFor() {
    for (int i = 0; i < 7; i++) {
      world.register(task("task-" + i));
    }

    QueryTasksResponse first = query(TaskQueryFilter.getDefaultInstance(), 4, "");
    QueryTasksResponse last =
        query(TaskQueryFilter.getDefaultInstance(), 4, first.getNextPageToken());

    assertThat(first.getTasksCount()).isEqualTo(4);
    assertThat(last.getTasksCount()).isEqualTo(3);
    assertThat(last.getNextPageToken()).isEmpty();
  }

  @Test
  void anUnreadableTokenIsRefused() {
    assertRefusedWith(
        ErrorCode.PRECONDITION,
        "page_token",
        () -> query(TaskQueryFilter.getDefaultInstance(), 4, "?"));
  }
}
