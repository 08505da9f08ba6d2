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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.io.TempDir;

/** Opens both doors of a service on a chain that writes down what it is sent. */
abstract class OpenDoors {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String TOKEN = "a-token-of-this-test";
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path folder;

  final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  final BlockingQueue<JsonNode> connected = new LinkedBlockingQueue<>();
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

  URI nodes(String path) {
    return URI.create("http://127.0.0.1:" + service.nodesAddress().getPort() + path);
  }

  URI settings(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + service.settingsAddress().getPort() + path);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> register(String json) {
    return send(
        HttpRequest.newBuilder(nodes("/post"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  void registerNode(String id) throws InterruptedException {
    assertThat(register("{\"id\":\"" + id + "\"}").statusCode()).isEqualTo(200);
    assertThat(connected.poll(10, SECONDS)).isNotNull();
  }

  JsonNode status() throws IOException {
    return JSON.readTree(send(HttpRequest.newBuilder(settings("http", "/v1/scenario"))).body());
  }

  /** The files in the folder of reports. */
  List<String> reports() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  static String load(int repetitions, String... names) {
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
  final class Controller implements WebSocket.Listener {
    final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    final WebSocket socket;

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

  /** What the nodes' door answers to these bytes. */
  String raw(String request) throws IOException {
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
}
