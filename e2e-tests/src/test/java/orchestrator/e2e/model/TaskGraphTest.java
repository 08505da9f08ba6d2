package orchestrator.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
  private final ModelFixture given = new ModelFixture();

  private List<String> sorted(NewComputeTask... request) {
    return TaskGraph.sorted(List.of(request), Map.of()).stream()
        .map(NewComputeTask::getKey)
        .toList();
  }

  @Test
  void tasksThatOthersFreeComeFirstInFirstOut() {
    assertThat(sorted(given.task("D", "B"), given.task("C", "A"), given.task("B"), given.task("A")))
        .containsExactly(given.key("B"), given.key("A"), given.key("D"), given.key("C"));
  }

  @Test
  void tasksWithoutParentsKeepTheOrderOfTheRequest() {
    assertThat(sorted(given.task("Z"), given.task("A"), given.task("M")))
        .containsExactly(given.key("Z"), given.key("A"), given.key("M"));
  }

  @Test
  void aTaskThatTwoParentsFreeComesAfterTheLaterOne() {
    assertThat(sorted(given.task("C", "A", "B"), given.task("A"), given.task("B", "A")))
        .containsExactly(given.key("A"), given.key("B"), given.key("C"));
  }

  @Test
  void aCycleIsToldWithTheNumberOfTasksThatItHoldsBack() {
    assertThatThrownBy(
            () ->
                sorted(
                    given.task("A"),
                    given.task("B", "C"),
                    given.task("C", "B"),
                    given.task("D", "C")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "OE0101: cyclic dependency in compute plan graph or unknown task parent,"
                + " unsorted_tasks_count: 3");
  }

  @Test
  void aTaskCannotBeItsOwnParentOrHaveOneThatIsNowhere() {
    assertThatThrownBy(() -> sorted(given.task("A", "A"))).hasMessageContaining("count: 1");
    assertThatThrownBy(() -> sorted(given.task("A", "X"))).hasMessageContaining("count: 1");
  }
}
