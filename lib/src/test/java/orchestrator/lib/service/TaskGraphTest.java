package orchestrator.lib.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.ParentTaskOutputRef;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
  private static final String FAULT =
      "cyclic dependency in compute plan graph or unknown task parent, unsorted_tasks_count: ";

  @Test
  void tasksWithoutParentsKeepTheirOrder() {
    assertThat(sorted(task("B"), task("A"), task("C"))).containsExactly("B", "A", "C");
  }

  @Test
  void eachTaskFreesItsChildrenInTurn() {
    assertThat(sorted(task("D", "B"), task("C", "A"), task("B"), task("A")))
        .containsExactly("B", "A", "D", "C");
  }

  @Test
  void childrenOfOneTaskComeInRequestOrder() {
    assertThat(sorted(task("C", "A"), task("A"), task("B", "A"), task("D", "A")))
        .containsExactly("A", "C", "B", "D");
  }

  @Test
  void aTaskWaitsForItsLastParent() {
    assertThat(sorted(task("D", "A", "C"), task("A"), task("B", "A"), task("C", "B")))
        .containsExactly("A", "B", "C", "D");
  }

  @Test
  void aParentThatIsNamedTwiceCountsOnce() {
    assertThat(sorted(task("B", "A", "A"), task("A"))).containsExactly("A", "B");
  }

  @Test
  void aRegisteredParentIsNotWaitedFor() {
    assertThat(
            keys(TaskGraph.sorted(List.of(task("B", "old"), task("A")), key -> key.equals("old"))))
        .containsExactly("B", "A");
  }

  @Test
  void anUnknownParentLeavesATaskAndItsDescendantsUnsorted() {
    assertThatThrownBy(() -> sorted(task("A"), task("B", "lost"), task("C", "B"), task("D", "A")))
        .hasMessage(FAULT + 2);
  }

  @Test
  void aCycleLeavesItsTasksUnsorted() {
    assertThatThrownBy(() -> sorted(task("A", "C"), task("B", "A"), task("C", "B"), task("D")))
        .hasMessage(FAULT + 3);
  }

  @Test
  void aTaskCannotBeItsOwnParent() {
    assertThatThrownBy(() -> sorted(task("A", "A"))).hasMessage(FAULT + 1);
  }

  @Test
  void randomGraphsAreSortedAsTheDefinitionSays() {
    Random random = new Random(20260102);
    for (int round = 0; round < 500; round++) {
      List<NewComputeTask> tasks = randomTasks(random);
      Set<String> registered = Set.of("old0", "old1");
      List<String> expected = byDefinition(tasks, registered);
      if (expected.size() == tasks.size()) {
        assertThat(keys(TaskGraph.sorted(tasks, registered::contains))).isEqualTo(expected);
      } else {
        assertThatThrownBy(() -> TaskGraph.sorted(tasks, registered::contains))
            .hasMessage(FAULT + (tasks.size() - expected.size()));
      }
    }
  }

  private static List<NewComputeTask> randomTasks(Random random) {
    int count = 1 + random.nextInt(12);
    List<NewComputeTask> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> parents = new ArrayList<>();
      for (int edge = random.nextInt(4); edge > 0 && i > 0; edge--) {
        parents.add("t" + random.nextInt(i));
      }
      if (random.nextInt(5) == 0) {
        parents.add("old" + random.nextInt(2));
      }
      if (random.nextInt(60) == 0) {
        parents.add(random.nextBoolean() ? "lost" : "t" + random.nextInt(count));
      }
      tasks.add(task("t" + i, parents.toArray(new String[0])));
    }
    Collections.shuffle(tasks, random);
    return tasks;
  }

  /** The order by its definition, at any cost: a queue, searched through for each task. */
  private static List<String> byDefinition(List<NewComputeTask> tasks, Set<String> registered) {
    Map<String, Set<String>> waitsFor = new HashMap<>();
    for (NewComputeTask task : tasks) {
      Set<String> parents = new HashSet<>();
      task.getInputsList().forEach(i -> parents.add(i.getParentTaskOutput().getParentTaskKey()));
      parents.removeAll(registered);
      waitsFor.put(task.getKey(), parents);
    }
    List<String> queue = new ArrayList<>();
    tasks.stream()
        .map(NewComputeTask::getKey)
        .filter(key -> waitsFor.get(key).isEmpty())
        .forEach(queue::add);
    for (int next = 0; next < queue.size(); next++) {
      for (NewComputeTask task : tasks) {
        Set<String> parents = waitsFor.get(task.getKey());
        if (parents.remove(queue.get(next)) && parents.isEmpty()) {
          queue.add(task.getKey());
        }
      }
    }
    return queue;
  }

  private static List<String> sorted(NewComputeTask... tasks) {
    return keys(TaskGraph.sorted(Arrays.asList(tasks), key -> false));
  }

  private static List<String> keys(List<NewComputeTask> tasks) {
    return tasks.stream().map(NewComputeTask::getKey).toList();
  }

  private static NewComputeTask task(String key, String... parents) {
    NewComputeTask.Builder task = NewComputeTask.newBuilder().setKey(key);
    for (String parent : parents) {
      task.addInputs(
          ComputeTaskInput.newBuilder()
              .setParentTaskOutput(ParentTaskOutputRef.newBuilder().setParentTaskKey(parent)));
    }
    return task.build();
  }
}
