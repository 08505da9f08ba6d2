package orchestrator.demo.incoming;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls the service of learning by rule over HTTP, as any user or worker of it does. A call is made
 * again while nobody answers it, as when the server has died and is started again. Safe for use by
 * many threads.
 */
public final class LearningCalls {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(40);

  /** Too many calls at once, and an orchestrator that does not answer. */
  private static final Set<Integer> LATER = Set.of(429, 503);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_ANSWER)
          .build();
  private final String place;
  private final String account;
  private final Duration patience;

  /**
   * Calls to a service.
   *
   * @param place where it is, {@code host:port}
   * @param patience how long a call is made again before it is given up
   */
  public LearningCalls(String place, String user, String password, Duration patience) {
    this.place = place;
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.account = "Basic " + Base64.getEncoder().encodeToString(credentials);
    this.patience = patience;
  }

  /**
   * Gets what is at a path.
   *
   * @throws IncomingException as all calls, with a sentence that says which one and why
   */
  JsonObject get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  JsonObject post(String path, JsonObject body) {
    return call("POST", path, BodyPublishers.ofString(body.toString()));
  }

  /** A part of a path, or a value in a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonObject call(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + place + path))
            .method(method, body)
            .header("Authorization", account)
            .header("Content-Type", "application/json")
            .build();
    String what = method + " " + path.replaceFirst("\\?.*", "");
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Try made = make(request, end);
      if (made.answer().isPresent()) {
        return read(what, made.answer().get());
      }
      if (System.nanoTime() - end > 0) {
        throw new IncomingException(
            "%s: the service of learning at %s does not answer: %s"
                .formatted(what, place, made.fault()),
            false);
      }
      pause();
    }
  }

  /** What came of a try: an answer, or why there is none. */
  private record Try(Optional<HttpResponse<String>> answer, String fault) {}

  private Try make(HttpRequest request, long end) {
    long left = Math.max(end - System.nanoTime(), PAUSE.toNanos());
    Duration limit = Duration.ofNanos(Math.min(left, LONGEST_ANSWER.toNanos()));
    // Its own limit of time is over with the first line of the answer.
    CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, BodyHandlers.ofString());
    try {
      HttpResponse<String> answer = sent.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return LATER.contains(answer.statusCode())
          ? new Try(Optional.empty(), "it says " + answer.statusCode())
          : new Try(Optional.of(answer), "");
    } catch (TimeoutException e) {
      sent.cancel(true);
      return new Try(Optional.empty(), "nothing came in %d ms".formatted(limit.toMillis()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectException) {
        return new Try(Optional.empty(), "nobody listens there");
      }
      if (e.getCause() instanceof IOException fault) {
        return new Try(Optional.empty(), "the connection broke: " + fault.getMessage());
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw interrupted();
    }
  }

  private static JsonObject read(String what, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 401) {
      throw new IncomingException(
          what + ": the service of learning does not know the account (401)", false);
    }
    Optional<JsonObject> body = object(answer.body());
    if (status >= 300) {
      String reason = body.map(it -> it.get("Error")).map(error -> ": " + text(error)).orElse("");
      throw new IncomingException(
          "%s: the service of learning answers %d%s".formatted(what, status, reason),
          status >= 400 && status < 500);
    }
    return body.orElseThrow(
        () ->
            new IncomingException(
                what + ": the service of learning answers no JSON object", false));
  }

  private static String text(JsonElement error) {
    return error.isJsonPrimitive() ? error.getAsString() : error.toString();
  }

  private static Optional<JsonObject> object(String text) {
    try {
      JsonElement element = JsonParser.parseString(text);
      return element.isJsonObject() ? Optional.of(element.getAsJsonObject()) : Optional.empty();
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  /** Waits a moment before asking again. */
  static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IncomingException interrupted() {
    Thread.currentThread().interrupt();
    return new IncomingException("interrupted", false);
  }
}
