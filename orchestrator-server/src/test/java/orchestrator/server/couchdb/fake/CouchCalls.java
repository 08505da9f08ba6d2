package orchestrator.server.couchdb.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Plain HTTP calls, as tests of the fake make them. */
final class CouchCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final Optional<String> login;

  private CouchCalls(URI url, Optional<String> login) {
    this.url = url;
    this.login = login;
  }

  static CouchCalls to(FakeCouch couch) {
    return new CouchCalls(couch.url(), Optional.empty());
  }

  CouchCalls as(String userAndPassword) {
    return new CouchCalls(url, Optional.of(userAndPassword));
  }

  /** An answer. */
  record Reply(int status, String text) {
    JsonNode json() {
      return Json.parse(text.getBytes(UTF_8));
    }

    String rev() {
      return json().get("rev").asText();
    }

    String reason() {
      return json().path("reason").asText();
    }
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", PATIENCE);
  }

  Reply put(String path, String json) throws IOException, InterruptedException {
    return send("PUT", path, json, PATIENCE);
  }

  /** A PUT whose answer is waited for no longer than this. */
  Reply put(String path, String json, Duration patience) throws IOException, InterruptedException {
    return send("PUT", path, json, patience);
  }

  Reply post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, json, PATIENCE);
  }

  Reply delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "", PATIENCE);
  }

  private Reply send(String method, String path, String json, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    login.ifPresent(
        pair ->
            request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8))));
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(response.statusCode(), response.body());
  }
}
