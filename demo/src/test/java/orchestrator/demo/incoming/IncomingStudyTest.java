package orchestrator.demo.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import orchestrator.demo.incoming.ModelFolder.Kind;
import orchestrator.demo.learning.RecordFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IncomingStudyTest {

  @TempDir private Path folder;
  private final Patients patients = Patients.of(RecordFile.shipped(), 6);

  @Test
  void aProblemTwoAlgorithmsAndTheRecordsOfADayArePosted() throws Exception {
    try (FakeService service = FakeService.always(201, "{}")) {
      IncomingStudy study = study(service);

      study.begin();
      study.bringIn(2);

      assertThat(service.received())
          .extracting(FakeService.Call::line)
          .containsExactly("POST /problem", "POST /algo", "POST /algo", "POST /data");
      JsonObject problem = body(service, 0);
      assertThat(problem.get("uuid").getAsString()).isEqualTo("tumours-r");
      assertThat(problem.get("size_train_dataset").getAsInt()).isEqualTo(40);
      assertThat(texts(problem.getAsJsonArray("test_dataset"))).isEqualTo(patients.heldBack());
      assertThat(body(service, 1))
          .hasToString(
              "{\"uuid\":\"logistic-regression-r\",\"problem\":\"tumours-r\","
                  + "\"name\":\"logistic regression\"}");
      assertThat(texts(body(service, 3).getAsJsonArray("uuid"))).isEqualTo(patients.days().get(1));
      assertThat(texts(body(service, 3).getAsJsonArray("problems"))).containsExactly("tumours-r");
    }
  }

  @Test
  void eachDayMakesTwoTrainingsForEachAlgorithm() throws Exception {
    try (FakeService service = FakeService.always(200, "{}")) {
      assertThat(study(service).trainingsUpTo(1)).isEqualTo(4);
      assertThat(study(service).trainingsUpTo(6)).isEqualTo(24);
    }
  }

  @Test
  void trainingsOfOtherAlgorithmsAreNoneOfItsOwn() throws Exception {
    FakeTasks tasks =
        new FakeTasks()
            .training("u", "neural-network-r", Optional.empty(), List.of("record-0"), List.of())
            .training("v", "neural-network-s", Optional.empty(), List.of("record-0"), List.of());
    try (FakeService service = new FakeService(tasks)) {
      assertThat(study(service).course().trainings())
          .extracting(Training::model)
          .containsExactly("end-of-u");
    }
  }

  @Test
  void aPredictionThatCannotBeReadIsToldInOneSentence() throws Exception {
    ModelFolder models = new ModelFolder(folder);
    models.write(Kind.predictions, "empty", "{}");
    for (String stored : List.of("empty", "gone")) {
      String answer =
          "{\"data\": \"record-4\", \"model\": \"m\", \"status\": \"done\","
              + " \"prediction_storage_uuid\": \"%s\"}";
      try (FakeService service = FakeService.always(200, answer.formatted(stored))) {
        IncomingStudy study = study(service);

        assertThatThrownBy(() -> study.prediction("p", models))
            .isInstanceOf(IncomingException.class)
            .hasMessageStartingWith("what a worker has told is of no use: the ");
      }
    }
  }

  private IncomingStudy study(FakeService service) {
    return new IncomingStudy(service.calls(Duration.ofSeconds(30)), "r", patients);
  }

  private static JsonObject body(FakeService service, int call) {
    return JsonParser.parseString(service.received().get(call).body()).getAsJsonObject();
  }

  private static List<String> texts(JsonArray array) {
    return array.asList().stream().map(each -> each.getAsString()).toList();
  }
}
