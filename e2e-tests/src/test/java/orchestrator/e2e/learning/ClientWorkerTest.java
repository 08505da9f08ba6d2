package orchestrator.e2e.learning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.spec.Addressables;
import orchestrator.client.worker.TaskContext;
import orchestrator.client.worker.Worker;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.Waiting;
import org.junit.jupiter.api.Test;

/** A worker of the Java client trains and predicts by the API, and knows nothing of the rules. */
class ClientWorkerTest extends OwnServer {
  /** Which model each model was trained from. */
  private final Map<String, String> startedFrom = new ConcurrentHashMap<>();

  private void train(TaskContext task) {
    if (task.dataSamples().size() == 1 && task.model("model").isEmpty()) {
      throw new IllegalStateException("a single record is too few to begin with");
    }
    String model =
        task.registerModel("model", Addressables.of("weights", "https://store.example.org/m"))
            .getKey();
    startedFrom.put(model, task.model("model").map(it -> it.getKey()).orElse("nothing"));
    task.registerPerformance("performance", 0.1f * task.dataSamples().size());
  }

  private static void predict(TaskContext task) {
    assertThat(task.model("model")).isPresent();
    task.registerModel("prediction", Addressables.of("1", "https://store.example.org/p"));
  }

  private static JsonNode await(LearningDoor door, String path, String status) throws Exception {
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    JsonNode document = door.get(path);
    while (!document.get("status").textValue().equals(status)) {
      assertThat(waiting.isOver()).as(document.toString()).isFalse();
      waiting.pause();
      document = door.get(path);
    }
    return document;
  }

  @Test
  void itsModelsAreCarriedOnAndItsFailuresSkipped() throws Exception {
    ServerProcess server = start(LearningDoor.on(settings(), "--learning-tries", "2"));
    LearningDoor door = new LearningDoor(server.pages());
    door.problem("P", 3);
    door.data(List.of("alone"), "P");
    door.algo("A", "P");
    door.data(LearningDoor.numbered("D", 1, 5), "P");
    OrchestratorClient client =
        closing(
            OrchestratorClient.builder(server.target())
                .organization(ONE)
                .channel("mychannel")
                .build());
    closing(
        Worker.builder(client)
            .function("algo name of A", this::train)
            .function("problem P", ClientWorkerTest::predict)
            .start());

    String last = "/learnuplet/" + door.learnuplet("A", 2).get("uuid").textValue();
    JsonNode end = await(door, last, "done");
    JsonNode first = door.learnuplet("A", 0);
    JsonNode middle = door.learnuplet("A", 1);
    assertThat(first.get("status").textValue()).isEqualTo("failed");
    assertThat(middle.get("model_start").textValue()).isEqualTo("A");
    assertThat(middle.get("perf").doubleValue()).isEqualTo(0.3);
    assertThat(middle.get("worker").textValue()).isEqualTo(ONE);
    assertThat(end.get("model_start")).isEqualTo(middle.get("model_end"));
    assertThat(startedFrom)
        .containsEntry(middle.get("model_end").textValue(), "nothing")
        .containsEntry(end.get("model_end").textValue(), middle.get("model_end").textValue());

    String uuid =
        door.post("/prediction", "{'data':'unseen','problem':'P'}").get("uuid").textValue();
    JsonNode predicted = await(door, "/preduplet/" + uuid, "done");
    assertThat(predicted.get("model")).isEqualTo(middle.get("model_end"));
    assertThat(predicted.get("prediction_storage_uuid").isTextual()).isTrue();
  }
}
