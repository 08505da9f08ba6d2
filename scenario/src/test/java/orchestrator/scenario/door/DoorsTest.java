package orchestrator.scenario.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import orchestrator.scenario.proxy.BlockingProxy;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.run.Patience;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.scenario.run.Timing;
import orchestrator.scenario.settings.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "a-token-of-this-test";
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;

  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonNode> connected = new LinkedBlockingQueue<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private ScenarioService service;

  /** Nodes of a chain that writes down what it is sent. */
  private final class Recorders implements Proxies {
    @Override
    public Proxy connect(JsonNode node) throws Exception {
      connected.add(node);
      if (node.path("hangs").asBoolean()) {
        hanging.await();
      }
      if (node.path("fails").asBoolean()) {
        throw new IllegalStateException("the chain is not there");
      }
      return new BlockingProxy() {
        @Override
        public boolean isAlive() {
          return true;
        }

        @Override
        protected void transact(String name, String hex) {
          sent.add(node.path("id").asText() + " " + name + " " + hex.length());
        }
      };
    }
  }

  @BeforeEach
  void open() throws IOException {
    Limits limits = new Limits(1_000, 3, 1_000, 100);
    service =
        ScenarioService.open(
            new DoorSettings(
                ANY_PORT, ANY_PORT, Optional.of(TOKEN), Optional.empty(), DoorSettings.MOST_BYTES),
            new ScenarioSetup("recorder", Timing.PRECISE, Patience.DEFAULT, limits),
            ReportFolder.open(folder, ReportFolder.MOST),
            new Recorders());
  }

  @AfterEach
  void close() {
    hanging.countDown();
    service.close();
  }

  private URI nodes(String path) {
    return URI.create("http://127.0.0.1:" + service.nodesAddress().getPort() + path);
  }

  private URI settings(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + service.settingsAddress().getPort() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> register(String json) {
    return send(
        HttpRequest.newBuilder(nodes("/post"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private void registerNode(String id) throws InterruptedException {
    assertThat(register("{\"id\":\"" + id + "\"}").statusCode()).isEqualTo(200);
    assertThat(connected.poll(10, SECONDS)).isNotNull();
  }

  private JsonNode status() throws IOException {
    return JSON.readTree(send(HttpRequest.newBuilder(settings("http", "/v1/scenario"))).body());
  }

  private static String load(int repetitions, String... names) {
    StringBuilder nodes = new StringBuilder();
    for (String name : names) {
      nodes
          .append(nodes.length() == 0 ? "" : ",")
          .append("{\"name\":\"" + name + "\",\"transactions\":[")
          .append("{\"delta\":0.01,\"size\":5,\"quantity\":2}]}");
    }
    return "{\"repetitions\":" + repetitions + ",\"nodes\":[" + nodes + "]}";
  }

  /** A controller that listens. */
  private final class Controller implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    Controller() {
      socket = http.newWebSocketBuilder().buildAsync(settings("ws", "/any/path"), this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        try {
          heard.add(JSON.readTree(part.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return CompletableFuture.completedFuture(null);
    }

    JsonNode hear(String type) throws InterruptedException {
      JsonNode message = heard.poll(20, SECONDS);
      assertThat(message).isNotNull();
      assertThat(message.path("type").asText()).as(message.toString()).isEqualTo(type);
      return message;
    }
  }

  @Test
  void aNodeIsAnsweredByTwoHundredWithoutABody() throws InterruptedException {
    HttpResponse<String> answer = register("{\"ipAddress\":\"10.0.0.1\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("server")).isPresent();
    assertThat(answer.headers().firstValue("date")).isPresent();
    assertThat(connected.poll(10, SECONDS).path("ipAddress").asText()).isEqualTo("10.0.0.1");
  }

  @Test
  void anyJsonAndAnyPathRegisters() throws InterruptedException {
    for (String json : List.of("[1,2]", "7", "\"text\"")) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(nodes("/some/where?x=1")).POST(BodyPublishers.ofString(json));
      assertThat(send(request).statusCode()).isEqualTo(200);
      assertThat(connected.poll(10, SECONDS)).hasToString(json);
    }
  }

  @Test
  void whatIsNoJsonIsToldAndAddsNoNode() throws IOException {
    HttpResponse<String> answer = register("{\"password\":\"secret\"");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("the body is not JSON at line 1").doesNotContain("secret");
    assertThat(status().path("nodes")).isEmpty();
  }

  @Test
  void whatHasNoLengthAndWhatIsNoPostIsTold() throws IOException {
    assertThat(raw("POST / HTTP/1.0\r\n\r\n")).contains(" 411 ");
    assertThat(send(HttpRequest.newBuilder(nodes("/"))).statusCode()).isEqualTo(501);
  }

  @Test
  void aNodeProgramThatSpeaksHttpOneZeroIsAnswered() throws IOException, InterruptedException {
    assertThat(raw("POST /post HTTP/1.0\r\nContent-Length: 8\r\n\r\n{\"id\":7}")).contains(" 200 ");
    assertThat(connected.poll(10, SECONDS).path("id").asInt()).isEqualTo(7);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(service.nodesAddress(), 10_000);
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void aNodeWhoseProxyFailsOrHangsKeepsNobodyElseOut() throws Exception {
    assertThat(register("{\"hangs\":true}").statusCode()).isEqualTo(200);
    assertThat(register("{\"fails\":true}").statusCode()).isEqualTo(200);
    assertThat(register("{\"id\":\"good\"}").statusCode()).isEqualTo(200);
    Controller controller = new Controller();
    controller.socket.sendText(load(1, "n"), true).join();
    controller.hear("accepted");
    JsonNode heard = controller.heard.poll(20, SECONDS);
    while (heard.path("type").asText().equals("waiting")) {
      heard = controller.heard.poll(20, SECONDS);
    }
    assertThat(heard.path("type").asText()).isEqualTo("started");
    controller.hear("ended");
    assertThat(sent).containsExactly("good n 10", "good n 10");
    assertThat(status().path("failed_registrations").toString())
        .contains("could not be registered: the chain is not there");
  }

  @Test
  void moreNodesThanAllowedAreRefused() throws InterruptedException {
    registerNode("a");
    registerNode("b");
    registerNode("c");
    HttpResponse<String> fourth = register("{\"id\":\"d\"}");
    assertThat(fourth.statusCode()).isEqualTo(503);
    assertThat(fourth.body()).contains("there are 3 nodes already");
    assertThat(register("{\"id\":\"a\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    assertThat(register("\"" + "x".repeat(2 << 20) + "\"").statusCode()).isEqualTo(413);
  }

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
      } catch (java.util.concurrent.CompletionException e) {
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
  void aPageOfAnotherSiteAndAForeignNameAreRefused() throws IOException {
    assertThat(
            raw(
                "POST / HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                    + "Connection: close\r\nContent-Length: 2\r\n\r\n{}"))
        .contains(" 403 ");
    HttpRequest.Builder socket =
        HttpRequest.newBuilder(settings("http", "/v1/scenario"))
            .header("origin", "http://evil.example");
    assertThat(send(socket).statusCode()).isEqualTo(403);
  }

  @Test
  void whoComesThroughAProxyNeedsTheToken() {
    HttpRequest.Builder without =
        HttpRequest.newBuilder(nodes("/"))
            .header("x-forwarded-for", "10.1.2.3")
            .POST(BodyPublishers.ofString("{\"id\":1}"));
    assertThat(send(without).statusCode()).isEqualTo(401);
    HttpRequest.Builder wrong =
        HttpRequest.newBuilder(nodes("/")).header("authorization", "Bearer wrong");
    assertThat(send(wrong.POST(BodyPublishers.ofString("1"))).statusCode()).isEqualTo(401);
    HttpRequest.Builder right =
        HttpRequest.newBuilder(nodes("/?token=" + TOKEN)).header("x-forwarded-for", "10.1.2.3");
    assertThat(send(right.POST(BodyPublishers.ofString("1"))).statusCode()).isEqualTo(200);
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
      } catch (java.util.concurrent.ExecutionException e) {
        break;
      }
    }
    assertThat(status().path("stage").asText()).isEqualTo("idle");
  }
}
