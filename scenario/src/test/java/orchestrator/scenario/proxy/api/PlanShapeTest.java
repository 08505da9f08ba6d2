package orchestrator.scenario.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanShapeTest {
  private static List<List<Integer>> parents(String shape) {
    PlanShape read = PlanShape.read("shape", shape);
    return IntStream.range(0, read.tasks()).mapToObj(read::parents).toList();
  }

  @Test
  void aChainGoesFromTaskToTask() {
    assertThat(parents("chain:3")).containsExactly(List.of(), List.of(0), List.of(1));
  }

  @Test
  void aFanHasOneTaskThatAllOthersTakeFrom() {
    assertThat(parents("fan:4")).containsExactly(List.of(), List.of(0), List.of(0), List.of(0));
  }

  @Test
  void theTasksOfAGridTakeFromTwoOfTheRowBefore() {
    assertThat(parents("grid:7"))
        .containsExactly(
            List.of(),
            List.of(),
            List.of(),
            List.of(0, 1),
            List.of(1, 2),
            List.of(2, 0),
            List.of(3, 4));
  }

  @Test
  void everyShapeMayHaveOneTask() {
    for (String form : List.of("chain", "fan", "grid")) {
      assertThat(parents(form + ":1")).containsExactly(List.of());
    }
  }

  @Test
  void parentsComeBeforeTheirChildrenInAGridOfAnySize() {
    for (int tasks = 1; tasks <= PlanShape.MOST; tasks += 37) {
      PlanShape grid = new PlanShape(PlanShape.Form.GRID, tasks);
      for (int task = 0; task < tasks; task++) {
        int child = task;
        assertThat(grid.parents(task)).doesNotHaveDuplicates().allMatch(each -> each < child);
      }
    }
  }
}
