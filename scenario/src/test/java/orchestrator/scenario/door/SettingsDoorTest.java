package orchestrator.scenario.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Controllers send settings, and hear what becomes of them. */
class SettingsDoorTest extends OpenDoors {
  @Test
  void whoListensHearsWhatBecomesOfSettings() throws InterruptedException {
    registerNode("a");
    registerNode("b");
    Controller controller = new Controller();
    controller.socket.sendText(load(3, "x", "y"), true).join();
    JsonNode accepted = controller.hear("accepted");
    assertThat(accepted.path("transactions").asInt()).isEqualTo(12);
    JsonNode started = controller.hear("started");
    JsonNode ended = controller.hear("ended");
    assertThat(ended.path("run")).isEqualTo(started.path("run"));
    assertThat(ended.path("how").asText()).isEqualTo("completed");
    assertThat(ended.path("totals").path("all").path("sent").asInt()).isEqualTo(12);
    assertThat(sent).hasSize(12);
  }

  @Test
  void eachEndIsToldWithTheTotalsOfItsOwnRun() throws InterruptedException {
    registerNode("a");
    Controller controller = new Controller();
    controller.socket.sendText(load(1_000_000, "x"), true).join();
    controller.hear("accepted");
    String first = controller.hear("started").path("run").asText();
    for (int number = 0; number < 10; number++) {
      assertThat(sent.poll(20, SECONDS)).isNotNull();
    }
    controller.socket.sendText(load(1, "y"), true).join();
    controller.hear("accepted");
    for (int ends = 0; ends < 2; ) {
      JsonNode message = controller.heard.poll(20, SECONDS);
      assertThat(message).isNotNull();
      if (message.path("type").asText().equals("ended")) {
        ends++;
        int due = message.path("totals").path("all").path("intended").asInt();
        if (message.path("run").asText().equals(first)) {
          assertThat(due).isGreaterThanOrEqualTo(10);
        } else {
          assertThat(due).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void aControllerThatClosesAtOnceHasSentItsSettings() throws InterruptedException {
    registerNode("a");
    Controller listener = new Controller();
    Controller sender = new Controller();
    sender.socket.sendText(load(1, "x"), true).join();
    sender.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    listener.hear("started");
    listener.hear("ended");
    assertThat(sent).containsExactly("a x 10", "a x 10");
  }

  @Test
  void aBinaryMessageInPartsIsTakenToo() throws InterruptedException {
    registerNode("a");
    Controller controller = new Controller();
    byte[] load = load(1, "x").getBytes(StandardCharsets.UTF_8);
    controller.socket.sendBinary(ByteBuffer.wrap(load, 0, 10), false).join();
    controller.socket.sendBinary(ByteBuffer.wrap(load, 10, load.length - 10), true).join();
    controller.hear("accepted");
    controller.hear("started");
    controller.hear("ended");
  }

  @Test
  void faultsAreToldWithTheirPlacesAndWhatRunsGoesOn() throws InterruptedException, IOException {
    registerNode("a");
    Controller controller = new Controller();
    controller.socket.sendText(load(1_000_000, "x"), true).join();
    controller.hear("accepted");
    controller.hear("started");
    controller.socket.sendText(load(1, "x").replace("0.01", "-1"), true).join();
    JsonNode refused = controller.hear("refused");
    assertThat(refused.path("faults"))
        .hasToString(
            "[{\"place\":\"nodes[0].transactions[0].delta\",\"fault\":\"must be at least 0\"}]");
    controller.socket.sendText("no JSON", true).join();
    controller.hear("refused");
    assertThat(status().path("running").asBoolean()).isTrue();
  }

  @Test
  void settingsOverTheLimitsAreRefused() throws InterruptedException {
    Controller controller = new Controller();
    controller.socket.sendText(load(1, "x").replace("\"size\":5", "\"size\":1001"), true).join();
    assertThat(controller.hear("refused").toString()).contains("is 1001 bytes, over 1000");
    controller.socket.sendText(load(1, "a", "b", "c", "d"), true).join();
    assertThat(controller.hear("refused").toString()).contains("has 4 entries, over 3");
  }

  @Test
  void aMessageThatIsTooLargeEndsItsConnectionOnly() throws Exception {
    Controller controller = new Controller();
    String part = " ".repeat(1 << 20);
    for (int number = 0; number < 33 && !controller.closed.isDone(); number++) {
      try {
        controller.socket.sendText(part, false).join();
      } catch (CompletionException e) {
        break;
      }
    }
    Controller other = new Controller();
    other.socket.sendText("{\"nodes\":[],\"repetitions\":0}", true).join();
    other.hear("accepted");
  }

  @Test
  void stopIsAtOnceAndStatusSaysSo() throws InterruptedException, IOException {
    registerNode("a");
    Controller controller = new Controller();
    controller.socket.sendText(load(1_000_000, "x"), true).join();
    controller.hear("accepted");
    controller.hear("started");
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(settings("http", "/v1/scenario/stop"))
                .POST(BodyPublishers.noBody()));
    assertThat(answer.body()).contains("true");
    assertThat(controller.hear("ended").path("how").asText()).isEqualTo("stopped");
    assertThat(status().path("running").asBoolean()).isFalse();
  }

  @Test
  void aStopBySettingsIsToldAsARunOfNothingAndHasNoReport()
      throws InterruptedException, IOException {
    registerNode("a");
    Controller controller = new Controller();
    controller.socket.sendText(load(1, "x"), true).join();
    controller.hear("accepted");
    String run = controller.hear("started").path("run").asText();
    controller.hear("ended");
    for (int number = 0; number < 20; number++) {
      controller.socket.sendText("{\"nodes\":[],\"repetitions\":0}", true).join();
      controller.hear("accepted");
      controller.hear("started");
      JsonNode ended = controller.hear("ended");
      assertThat(ended.path("totals").path("all").path("intended").asInt()).isZero();
      assertThat(ended.path("how").asText()).isEqualTo("completed");
    }
    assertThat(reports()).containsExactly(run + ".jsonl");
    assertThat(status().path("run").asText()).isEqualTo(run);
    assertThat(status().path("totals").path("all").path("sent").asInt()).isEqualTo(2);
  }

  @Test
  void settingsMayBePosted() throws InterruptedException {
    registerNode("a");
    HttpRequest.Builder good =
        HttpRequest.newBuilder(settings("http", "/v1/scenario"))
            .POST(BodyPublishers.ofString(load(1, "x")));
    assertThat(send(good).body()).contains("\"accepted\"");
    assertThat(sent.poll(10, SECONDS)).isEqualTo("a x 10");
    HttpRequest.Builder bad =
        HttpRequest.newBuilder(settings("http", "/v1/scenario"))
            .POST(BodyPublishers.ofString("{}"));
    assertThat(send(bad).statusCode()).isEqualTo(400);
  }

  @Test
  void aDamagedReportIsToldOfInASentence() throws IOException {
    Files.writeString(folder.resolve("empty.jsonl"), "");
    Files.writeString(folder.resolve("damaged.jsonl"), "{\"type\":\n");
    for (String run : List.of("empty", "damaged")) {
      HttpResponse<String> answer =
          send(HttpRequest.newBuilder(settings("http", "/v1/scenario/reports/" + run)));
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("the report cannot be shown: It");
    }
  }

  @Test
  void aControllerThatFloodsAndDoesNotListenIsHungUpOn() throws Exception {
    Controller deaf = new Controller();
    CompletableFuture<?> flood = CompletableFuture.completedFuture(null);
    for (int number = 0; number < 3_000 && !deaf.closed.isDone(); number++) {
      String message = "{\"nodes\":[" + "7,".repeat(200) + "7]}";
      try {
        flood = deaf.socket.sendText(message, true);
        flood.get(20, SECONDS);
      } catch (ExecutionException e) {
        break;
      }
    }
    assertThat(status().path("stage").asText()).isEqualTo("idle");
  }
}
