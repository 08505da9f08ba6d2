package orchestrator.demo.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.spec.FolderStore;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyMessagesTest {

  private static final Study STUDY = new Study("test", List.of("A", "B"), 2, 5);

  @TempDir Path folder;
  private final StudyGraph graph = new StudyGraph(STUDY);

  @Test
  void modelsThatAreNotKeptAreTransient() {
    for (NewComputeTask message : tasks()) {
      StudyTask task = graph.find(message.getKey()).orElseThrow();
      assertThat(message.getOutputsMap().values())
          .isNotEmpty()
          .allSatisfy(output -> assertThat(output.getTransient()).isEqualTo(task.isPassing()));
    }
  }

  @Test
  void modelsAreForTheHospitalsAndPerformancesForEveryone() {
    for (NewComputeTask message : tasks()) {
      boolean isTest = graph.find(message.getKey()).orElseThrow().step() == Step.TEST;
      assertThat(message.getOutputsMap().values())
          .allSatisfy(
              output -> {
                assertThat(output.getPermissions().getPublic()).isEqualTo(isTest);
                assertThat(output.getPermissions().getAuthorizedIdsList())
                    .isEqualTo(isTest ? List.of() : STUDY.hospitals());
              });
    }
  }

  @Test
  void aTaskTakesWhatItsParentsPutOut() {
    assertThat(tasks())
        .allSatisfy(
            message -> {
              StudyTask task = graph.find(message.getKey()).orElseThrow();
              assertThat(message.getInputsList())
                  .filteredOn(input -> input.hasParentTaskOutput())
                  .extracting(input -> input.getParentTaskOutput().getParentTaskKey())
                  .isEqualTo(task.parents().stream().map(StudyTask::key).toList());
            });
  }

  private List<NewComputeTask> tasks() {
    try (OrchestratorClient client =
        OrchestratorClient.builder("127.0.0.1:1").organization("A").channel("c").build()) {
      return new StudyMessages(STUDY, new FolderStore(folder, Hospital.STORE))
          .plan(client, graph)
          .taskMessages();
    }
  }
}
