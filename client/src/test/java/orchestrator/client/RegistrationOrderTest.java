package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.ParentTaskOutputRef;
import org.junit.jupiter.api.Test;

class RegistrationOrderTest {
  private static NewComputeTask task(String key, String... parents) {
    NewComputeTask.Builder task = NewComputeTask.newBuilder().setKey(key);
    for (String parent : parents) {
      task.addInputs(
          ComputeTaskInput.newBuilder()
              .setParentTaskOutput(ParentTaskOutputRef.newBuilder().setParentTaskKey(parent)));
    }
    return task.build();
  }

  private static List<String> order(NewComputeTask... tasks) {
    return RegistrationOrder.of(List.of(tasks)).stream().map(NewComputeTask::getKey).toList();
  }

  @Test
  void childrenFollowInTheOrderInWhichTheirParentsFreeThem() {
    assertThat(order(task("D", "B"), task("C", "A"), task("B"), task("A")))
        .containsExactly("B", "A", "D", "C");
  }

  @Test
  void aParentThatIsTakenTwiceOrIsRegisteredAlreadyDelaysNobody() {
    assertThat(order(task("B", "A", "A"), task("A", "elsewhere"))).containsExactly("A", "B");
  }
}
