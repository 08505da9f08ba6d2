package orchestrator.e2e.learning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import orchestrator.e2e.harness.Engine;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main paths of learning, on the engine of this run. */
class LearningOnEngineTest {
  @TempDir private Path folder;

  @Test
  void chainsPredictionsAndWithdrawalsOutliveTheirServer() throws Exception {
    try (Engine engine = Engine.ofThisRun()) {
      ServerSettings settings = LearningDoor.on(engine.settings(folder.resolve("data")));
      String uuid;
      try (ServerProcess server = ServerProcess.start(settings)) {
        LearningDoor door = new LearningDoor(server.pages());
        door.problem("P", 2, "T");
        door.algo("A", "P");
        assertThat(door.data(LearningDoor.numbered("D", 1, 5), "P")).isEqualTo(3);
        door.train("A", 0, 0.5);
        uuid = door.learnuplet("A", 1).get("uuid").textValue();
        door.take(uuid, "worker-1");
        server.kill();
      }
      try (ServerProcess server = ServerProcess.start(settings)) {
        LearningDoor door = new LearningDoor(server.pages());
        JsonNode taken = door.get("/learnuplet/" + uuid);
        assertThat(taken.get("status").textValue()).isEqualTo("pending");
        assertThat(taken.get("worker").textValue()).isEqualTo("worker-1");
        door.done(uuid, 0.25);
        assertThat(door.start("A", 2)).isEqualTo("end(0)");
        door.train("A", 2, 0.75);
        predict(door);
        withdraw(door);
      }
    }
  }

  private static void predict(LearningDoor door) throws Exception {
    JsonNode asked = door.post("/prediction", "{'data':'unseen','problem':'P'}");
    String uuid = asked.get("uuid").textValue();
    assertThat(asked.get("model")).isEqualTo(door.learnuplet("A", 2).get("model_end"));
    door.call(200, "POST", "/worker/preduplet/" + uuid, "{\"worker\":\"w\"}");
    door.call(
        200,
        "POST",
        "/preddone/" + uuid,
        "{\"status\":\"done\",\"prediction_storage_uuid\":\"stored\"}");
    JsonNode done = door.get("/preduplet/" + uuid);
    assertThat(done.get("status").textValue()).isEqualTo("done");
    assertThat(done.get("prediction_storage_uuid").textValue()).isEqualTo("stored");
    assertThat(done.get("timestamp_done").isIntegralNumber()).isTrue();
  }

  private static void withdraw(LearningDoor door) throws Exception {
    door.call(200, "DELETE", "/algo/A", "");
    assertThat(door.data(List.of("D6"), "P")).isZero();
    assertThat(door.learnuplets("A")).hasSize(3);
  }
}
