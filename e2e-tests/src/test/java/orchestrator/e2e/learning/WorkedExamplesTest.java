package orchestrator.e2e.learning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import org.junit.jupiter.api.Test;

/** The worked examples of the page, over HTTP. */
class WorkedExamplesTest extends OwnServer {
  private LearningDoor door(String rules) throws Exception {
    ServerProcess server = start(LearningDoor.on(settings(), "--learning-rules", rules));
    return new LearningDoor(server.pages());
  }

  @Test
  void byTheCorrectedRules() throws Exception {
    LearningDoor door = door("corrected");
    aChainCarriesTheBestModelOn(door, "null");
    testDataAreNotTrainedOn(door);
    dataOfTwoProblemsAreTrainedOnForBoth(door);
    newDataStartFrom(door, "end(0)");

    door.problem("C", 2);
    assertThat(door.algo("AC", "C")).isZero();
    assertThat(door.data(List.of("C1", "C2"), "C")).as("they start it").isEqualTo(1);
    assertThat(door.algo("AC", "C")).as("posted again").isZero();
    assertThat(door.start("AC", 0)).isEqualTo("AC");
  }

  @Test
  void byTheOriginalRules() throws Exception {
    LearningDoor door = door("original");
    aChainCarriesTheBestModelOn(door, "end(2)");
    testDataAreNotTrainedOn(door);
    dataOfTwoProblemsAreTrainedOnForBoth(door);
    newDataStartFrom(door, "end(1)");

    door.problem("C", 2);
    assertThat(door.algo("AC", "C")).isZero();
    assertThat(door.data(List.of("C1", "C2"), "C")).as("it never starts by itself").isZero();
    assertThat(door.algo("AC", "C")).isEqualTo(1);
    assertThat(door.algo("AC", "C")).isEqualTo(1);
    assertThat(door.learnuplets("AC"))
        .extracting(it -> it.get("rank").intValue())
        .containsExactly(0, 0);
  }

  /** Examples A and B; an untrained end is a start by the original's rules only. */
  private static void aChainCarriesTheBestModelOn(LearningDoor door, String untrained)
      throws Exception {
    door.problem("P", 2, "T1", "T2");
    assertThat(door.data(LearningDoor.numbered("D", 1, 5), "P")).isZero();
    assertThat(door.algo("A1", "P")).isEqualTo(3);
    assertThat(door.algo("A2", "P")).isEqualTo(3);
    for (String algo : List.of("A1", "A2")) {
      List<String> rows = new ArrayList<>();
      for (JsonNode each : door.learnuplets(algo)) {
        rows.add(
            "%d %d %s %s"
                .formatted(
                    each.get("rank").intValue(),
                    each.get("train_data").size(),
                    each.get("status").textValue(),
                    each.get("model_start").asText()));
      }
      assertThat(rows).containsExactly("0 2 todo " + algo, "1 2 todo null", "2 1 todo null");
    }

    door.train("A1", 0, 0.8);
    assertThat(door.start("A1", 1)).isEqualTo("end(0)");
    door.train("A1", 1, 0.5);
    assertThat(door.start("A1", 2)).isEqualTo("end(0)");
    door.train("A1", 2, 0.9);

    assertThat(door.data(LearningDoor.numbered("D", 6, 8), "P")).isEqualTo(4);
    assertThat(door.start("A1", 3)).isEqualTo("end(2)");
    assertThat(door.start("A2", 3)).isEqualTo(untrained);
    JsonNode preduplet = door.post("/prediction", "{'data':'X','problem':'P'}");
    assertThat(preduplet.get("model")).isEqualTo(door.learnuplet("A1", 2).get("model_end"));
    assertThat(preduplet.get("status").textValue()).isEqualTo("todo");
  }

  private static void testDataAreNotTrainedOn(LearningDoor door) throws Exception {
    door.problem("D", 4, "T1", "T2");
    List<String> all = new ArrayList<>(LearningDoor.numbered("DD", 0, 9));
    all.addAll(List.of("T1", "T2"));
    door.data(all, "D");
    assertThat(door.algo("AD", "D")).isEqualTo(3);
  }

  private static void newDataStartFrom(LearningDoor door, String start) throws Exception {
    door.problem("E", 2);
    door.data(LearningDoor.numbered("E", 1, 4), "E");
    door.algo("AE", "E");
    door.train("AE", 0, 0.7);
    door.train("AE", 1, 0.6);
    door.data(List.of("E5"), "E");
    assertThat(door.start("AE", 2)).isEqualTo(start);
  }

  private static void dataOfTwoProblemsAreTrainedOnForBoth(LearningDoor door) throws Exception {
    door.problem("F", 2);
    door.problem("G", 1);
    door.data(List.of("X"), "F", "G");
    door.algo("AF1", "F");
    door.algo("AF2", "F");
    door.algo("AG", "G");
    assertThat(door.data(List.of("F1", "F2", "F3"), "F", "G")).isEqualTo(7);
  }
}
