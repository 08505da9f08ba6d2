package orchestrator.client.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends requests that are answered once. */
@FunctionalInterface
interface Exchange {
  /**
   * Sends a request.
   *
   * @param body the one that {@code request} has too, for who cannot read it there
   */
  CompletableFuture<HttpResult> send(HttpRequest request, String body);

  /**
   * Holds what came back.
   *
   * @param status HTTP status
   * @param requestId by which the server knows the call
   * @param body whole
   */
  record HttpResult(int status, Optional<String> requestId, String body) {}

  /** By the JDK's client. */
  static Exchange by(HttpClient http) {
    return (request, body) ->
        http.sendAsync(request, BodyHandlers.ofString()).thenApply(Exchange::result);
  }

  private static HttpResult result(HttpResponse<String> response) {
    return new HttpResult(
        response.statusCode(), response.headers().firstValue("x-request-id"), response.body());
  }
}
