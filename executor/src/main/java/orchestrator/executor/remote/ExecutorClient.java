package orchestrator.executor.remote;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import orchestrator.executor.Work;
import orchestrator.executor.engine.BoundedBody;
import orchestrator.executor.wire.AttemptName;
import orchestrator.executor.wire.NodeJson;
import orchestrator.executor.wire.NodeState;

/** Makes the calls of the protocol. */
final class ExecutorClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration PING = Duration.ofSeconds(3);

  /** How long the executor may wait for the end before it answers. */
  private static final Duration WAIT = Duration.ofSeconds(20);

  /** Outputs, log and arguments of a node, in JSON. */
  private static final int MOST_BYTES = 16 << 20;

  private final String base;
  private final HttpClient client;

  ExecutorClient(RemoteSettings settings, ExecutorService threads) {
    base = settings.url().toString().replaceFirst("/+$", "");
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    settings.tls().ifPresent(files -> builder.sslContext(ClientTls.context(files)));
    client = builder.build();
  }

  CompletableFuture<HttpResponse<byte[]>> ping() {
    return send(request("/ping", PING).GET());
  }

  CompletableFuture<HttpResponse<byte[]>> post(Work work) {
    HttpRequest.Builder request =
        request("/tasks", ANSWER)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    NodeJson.of(work, NodeState.RUNNING), StandardCharsets.UTF_8));
    AttemptName.parse(work.attempt())
        .ifPresent(attempt -> request.header(AttemptName.HEADER, attempt.toString()));
    return send(request);
  }

  CompletableFuture<HttpResponse<byte[]>> get(String id) {
    return send(
        request("/tasks/" + id, ANSWER.plus(WAIT))
            .header("Prefer", "wait=" + WAIT.toSeconds())
            .GET());
  }

  CompletableFuture<HttpResponse<byte[]>> delete(String id) {
    return send(request("/tasks/" + id, PING).DELETE());
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), head -> new BoundedBody(MOST_BYTES));
  }
}
