package orchestrator.e2e.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private HttpServer behind;
  private FaultProxy proxy;

  @BeforeEach
  void startAServerAndTheProxyBeforeIt() throws IOException {
    behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    behind.createContext("/", this::record);
    behind.start();
    URI url = URI.create("http://user:word@127.0.0.1:" + behind.getAddress().getPort());
    proxy = FaultProxy.start(url);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    behind.stop(0);
  }

  @Test
  void requestsAndAnswersPassUnchangedInPiecesOrWhole() throws Exception {
    assertThat(proxy.url().getUserInfo()).isEqualTo("user:word");
    assertThat(put("/db/a", "one", Duration.ofSeconds(10)).body()).isEqualTo("[\"one\"]");
    HttpRequest inPieces =
        HttpRequest.newBuilder(at("/chunked/b"))
            .PUT(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofString("two")))
            .build();
    HttpResponse<String> answer = client.send(inPieces, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("[\"two\"]");
    assertThat(arrived).containsExactly("PUT /db/a one", "PUT /chunked/b two");
    assertThat(proxy.requests()).isEqualTo(2);
  }

  @Test
  void aRequestIsCutBeforeItArrives() throws Exception {
    proxy.on(ProxiedRequest.like("PUT", "/db/.*"), 2, ProxyFault.cutBefore());
    put("/db/a");
    assertThatThrownBy(() -> put("/db/b")).isInstanceOf(IOException.class);
    put("/db/c");
    assertThat(arrived).containsExactly("PUT /db/a x", "PUT /db/c x");
  }

  @Test
  void anAnswerIsLostOrCut() {
    proxy.on(ProxiedRequest.like("PUT", "/db/.*"), 1, ProxyFault.cutAfter());
    proxy.on(ProxiedRequest.like("PUT", "/db/.*"), 2, ProxyFault.cutInAnswer());
    assertThatThrownBy(() -> put("/db/a")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> put("/db/b")).isInstanceOf(IOException.class);
    assertThat(arrived).containsExactly("PUT /db/a x", "PUT /db/b x");
  }

  @Test
  void anAnswerIsTheProxysOwn() throws Exception {
    proxy.on(ProxiedRequest.like("PUT", ".*"), 1, ProxyFault.answer(500));
    proxy.on(ProxiedRequest.like("PUT", ".*"), 2, ProxyFault.passAndAnswer(202));
    proxy.on(ProxiedRequest.like("PUT", ".*"), 3, ProxyFault.htmlPage(502));
    assertThat(put("/db/a").statusCode()).isEqualTo(500);
    HttpResponse<String> accepted = put("/db/b");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.body()).isEqualTo("[\"x\"]");
    assertThat(put("/db/c").statusCode()).isEqualTo(502);
    assertThat(arrived).containsExactly("PUT /db/b x");
  }

  @Test
  void theSecondHalfOfABulkIsRefused() throws Exception {
    proxy.on(ProxiedRequest.like("PUT", "/bulk"), 1, ProxyFault.refuseHalfOfBulk("conflict"));
    String bulk = "{\"docs\":[{\"_id\":\"a\"},{\"_id\":\"b\"}]}";
    HttpResponse<String> answer = put("/bulk", bulk, Duration.ofSeconds(10));
    assertThat(arrived).containsExactly("PUT /bulk {\"docs\":[{\"_id\":\"a\"}]}");
    assertThat(answer.body()).contains("{\"id\":\"b\",\"error\":\"conflict\"");
  }

  @Test
  void aHangingProxyPassesRequestsOnWhenItGoesOn() throws Exception {
    proxy.hangAll();
    assertThatThrownBy(() -> put("/db/a", "x", Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(arrived).isEmpty();
    proxy.goOn();
    for (int i = 0; i < 200 && arrived.isEmpty(); i++) {
      Thread.sleep(50);
    }
    assertThat(arrived).containsExactly("PUT /db/a x");
  }

  @Test
  void aRefusingProxyServesOnTheSamePortAgain() throws Exception {
    put("/db/a");
    proxy.refuseAll();
    assertThatThrownBy(() -> put("/db/b")).isInstanceOf(IOException.class);
    proxy.goOn();
    assertThat(put("/db/c").statusCode()).isEqualTo(201);
    assertThat(arrived).containsExactly("PUT /db/a x", "PUT /db/c x");
  }

  private HttpResponse<String> put(String path) throws IOException, InterruptedException {
    return put(path, "x", Duration.ofSeconds(10));
  }

  private HttpResponse<String> put(String path, String body, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .timeout(patience)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + proxy.url().getPort() + path);
  }

  private void record(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String path = exchange.getRequestURI().getPath();
    arrived.add(exchange.getRequestMethod() + " " + path + " " + body);
    byte[] answer =
        (path.equals("/bulk") ? "[{\"ok\":true}]" : "[\"" + body + "\"]").getBytes(UTF_8);
    // A length of 0 means chunks.
    exchange.sendResponseHeaders(201, path.startsWith("/chunked") ? 0 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
