package orchestrator.learning.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orchestrator.learning.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What callers can take up is bounded. */
class FloodsTest {
  private static final int CALLERS = 40;
  private static final int SENT = 900_000;

  private static LearningDoor door(long bytes, int calls, int threads) throws IOException {
    return new LearningDoor.Setup().limits(new Limits(bytes, calls, threads)).open();
  }

  @Test
  void tenThousandDataArePostedAtOnce() throws Exception {
    try (LearningDoor door = new LearningDoor.Setup().open()) {
      door.problem("p1");
      String uuids =
          IntStream.range(0, 10_000)
              .mapToObj("\"00000000-0000-4000-8000-%012d\""::formatted)
              .collect(Collectors.joining(","));

      HttpResponse<String> answer =
          door.post("/data", "{\"problems\": [\"p1\"], \"uuid\": [" + uuids + "]}");

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(LearningDoor.json(answer).get("new_datas")).hasSize(10_000);
      JsonNode datas = door.json("/data?problems=p1").get("datas");
      assertThat(datas).hasSize(10_000);
      assertThat(datas.get(9_999).get("uuid").asText()).endsWith("9999");
    }
  }

  @Test
  @Tag("slow")
  void ofManyBodiesThatDoNotComeToAnEndSomeAreRefusedAndSmallOnesAreTaken() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (LearningDoor door = door(4 << 20, 1_000, 4)) {
      try {
        for (int caller = 0; caller < CALLERS; caller++) {
          sockets.add(half(door));
        }
        assertThat(sockets).anyMatch(FloodsTest::isRefused);
        assertThat(door.problem("p1").statusCode()).isEqualTo(201);
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
      // What they had sent is given back, so that there is room for a large one.
      HttpResponse<String> large = large(door);
      for (int tries = 0; large.statusCode() == 429 && tries < 300; tries++) {
        Thread.sleep(100);
        large = large(door);
      }
      assertThat(large.statusCode()).isEqualTo(201);
    }
  }

  private static HttpResponse<String> large(LearningDoor door) throws Exception {
    return door.post(
        "/problem",
        "{\"uuid\": \"p\", \"workflow\": 1, \"size_train_dataset\": 1, \"test_dataset\": \""
            + "x".repeat(SENT)
            + "\"}");
  }

  /** A connection on which a part of a large body was sent. */
  private static Socket half(LearningDoor door) throws IOException {
    Socket socket = new Socket(door.address().getAddress(), door.address().getPort());
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST /problem HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + LearningDoor.basic("user", "sécret:1")
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    try {
      out.write(new byte[SENT]);
    } catch (IOException e) {
      // It was refused before it was all sent.
    }
    return socket;
  }

  private static boolean isRefused(Socket socket) {
    try {
      socket.setSoTimeout(500);
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 429");
    } catch (IOException e) {
      // Nothing has come yet, or the connection is gone.
      return false;
    }
  }

  @Test
  void ofManyCallsThatWaitSomeAreRefused() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    try (LearningDoor door = door(4 << 20, 5, 2)) {
      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      for (int call = 0; call < 20; call++) {
        calls.add(
            http.sendAsync(
                door.at("/problem")
                    .header("content-type", "application/json")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"uuid\": \"slow\", \"workflow\": 1, \"test_dataset\": [],"
                                + " \"size_train_dataset\": 1}"))
                    .build(),
                BodyHandlers.ofString()));
      }
      CompletableFuture<HttpResponse<String>> first = new CompletableFuture<>();
      for (CompletableFuture<HttpResponse<String>> call : calls) {
        var unused = call.thenAccept(first::complete);
      }
      HttpResponse<String> refused = first.join();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).contains("1");

      // The pages of the door do not wait for them.
      assertThat(door.get("/apidocs").statusCode()).isEqualTo(200);
      CompletableFuture<?>[] rest = calls.toArray(CompletableFuture[]::new);
      while (calls.stream().filter(CompletableFuture::isDone).count() < 15) {
        Thread.sleep(10);
      }
      door.learning.goOn();
      CompletableFuture.allOf(rest).join();
      assertThat(calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
          .containsOnly(201, 503)
          .filteredOn(status -> status == 201)
          .hasSize(5);
      assertThat(door.get("/problem").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Tag("slow")
  void answersThatNobodyReadsCountTooAndTheirCallsAreDone() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (LearningDoor door = door(6 << 20, 1_000, 4)) {
      door.problem("p1");
      try {
        // Each has an answer of some megabytes, of which the sockets take a part.
        for (int caller = 0; caller < 2; caller++) {
          sockets.add(unread(door, caller));
        }
        HttpResponse<String> page = door.get("/data?limit=1000");
        for (int tries = 0; page.statusCode() != 429 && tries < 300; tries++) {
          Thread.sleep(100);
          page = door.get("/data?limit=1000");
        }
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(door.get("/data/0-9999").statusCode()).isEqualTo(200);
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }

  /** A connection that posts many data, and does not read what comes of it. */
  private static Socket unread(LearningDoor door, int caller) throws IOException {
    String uuids =
        IntStream.range(0, 10_000)
            .mapToObj(place -> "\"" + caller + "-" + place + "\"")
            .collect(Collectors.joining(","));
    String body = "{\"problems\": [\"p1\"" + ",\"p1\"".repeat(20) + "], \"uuid\": [" + uuids + "]}";
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4 << 10);
    socket.connect(door.address());
    socket
        .getOutputStream()
        .write(
            ("POST /data HTTP/1.1\r\nHost: x\r\nAuthorization: "
                    + LearningDoor.basic("user", "sécret:1")
                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void aReaderWhoLeavesInTheMiddleOfAListIsForgotten() throws Exception {
    try (LearningDoor door = door(4 << 20, 2, 2)) {
      for (int i = 0; i < 20_000; i++) {
        door.learning.add(Collection.DATA, FakeLearning.object().put("uuid", "d" + i));
      }
      HttpClient http = HttpClient.newHttpClient();
      for (int reader = 0; reader < 20; reader++) {
        try (InputStream body =
            http.send(door.at("/data").build(), BodyHandlers.ofInputStream()).body()) {
          assertThat(body.read()).isEqualTo('{');
        }
      }
      assertThat(door.json("/data?limit=1").get("datas")).hasSize(1);
    }
  }
}
