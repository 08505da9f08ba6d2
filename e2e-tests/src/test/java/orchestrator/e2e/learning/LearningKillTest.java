package orchestrator.e2e.learning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import org.junit.jupiter.api.Test;

/**
 * A server is killed again and again while data come in and workers train: nothing that was
 * answered is lost, and no rank is missing or there twice.
 */
class LearningKillTest extends OwnServer {
  private static final int KILLS = Integer.getInteger("learningKills", 4);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AtomicReference<ServerProcess> server = new AtomicReference<>();

  /** Repeats a call until a living server has answered it. */
  private HttpResponse<String> until(String method, String path, String body)
      throws InterruptedException {
    Waiting waiting = new Waiting(PATIENCE);
    while (true) {
      try {
        HttpResponse<String> answer =
            new LearningDoor(server.get().pages()).send(method, path, body);
        if (answer.statusCode() != 503) {
          return answer;
        }
      } catch (IOException e) {
        // It was killed meanwhile.
      }
      assertThat(waiting.isOver()).as(path).isFalse();
      waiting.pause();
    }
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = until("GET", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void nothingIsLostAndNothingIsThereTwice() throws Exception {
    ServerSettings settings = LearningDoor.on(settings(), "--learning-tries", "100");
    server.set(start(settings));
    assertThat(until("POST", "/problem", LearningDoor.problemBody("P", 2)).statusCode())
        .isEqualTo(201);
    for (String algo : List.of("A", "B")) {
      assertThat(until("POST", "/algo", LearningDoor.algoBody(algo, "P")).statusCode())
          .isEqualTo(201);
    }
    Map<String, Double> acknowledged = new HashMap<>();
    Random random = new Random(16);
    int posted = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Thread killer = killLater(settings, random.nextInt(400));
      for (int step = 0; step < 4; step++) {
        List<String> ids = LearningDoor.numbered("D" + posted++ + "-", 1, 3);
        HttpResponse<String> answer = until("POST", "/data", LearningDoor.dataBody(ids, "P"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        trainNext(acknowledged, random);
      }
      killer.join();
    }
    while (trainNext(acknowledged, random)) {
      // Until all ranks are done.
    }
    for (String algo : List.of("A", "B")) {
      JsonNode all = json("/learnuplet?algo=" + algo).get("learnuplets");
      assertThat(all).as("two of each post of three").hasSize(2 * posted);
      Set<Integer> ranks = new HashSet<>();
      Set<String> data = new HashSet<>();
      for (JsonNode each : all) {
        ranks.add(each.get("rank").intValue());
        each.get("train_data").forEach(id -> assertThat(data.add(id.textValue())).isTrue());
        assertThat(each.get("status").textValue()).isEqualTo("done");
        assertThat(each.get("perf").doubleValue())
            .isEqualTo(acknowledged.get(each.get("uuid").textValue()));
      }
      assertThat(ranks).hasSize(2 * posted);
      assertThat(data).hasSize(3 * posted);
    }
  }

  private Thread killLater(ServerSettings settings, int millis) {
    Thread killer =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
                server.get().kill();
                server.set(start(settings));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            "killer");
    killer.start();
    return killer;
  }

  /** Trains what can be trained, once for each algorithm; whether there was anything. */
  private boolean trainNext(Map<String, Double> acknowledged, Random random) throws Exception {
    boolean isAny = false;
    for (JsonNode each : json("/learnuplet").get("learnuplets")) {
      String status = each.get("status").textValue();
      if (each.get("model_start").isNull() || status.equals("done")) {
        continue;
      }
      isAny = true;
      String uuid = each.get("uuid").textValue();
      until("POST", "/worker/learnuplet/" + uuid, "{\"worker\":\"w\"}");
      double perf = random.nextInt(1_000) / 1_000.0;
      HttpResponse<String> answer =
          until("POST", "/learndone/" + uuid, LearningDoor.doneBody(perf));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      acknowledged.put(uuid, perf);
    }
    return isAny;
  }
}
