package orchestrator.flow.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.util.Exceptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes one POST of a message. */
final class Post implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 64 << 10;
  private static final int LONGEST_DETAIL = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Is what came back.
   *
   * @param status HTTP's; 0 when nothing came
   * @param after how long the peer wants not to hear of it
   * @param detail why it was not taken, in a sentence
   */
  record Reply(int status, Duration after, String detail) {
    static final Reply NONE = new Reply(0, Duration.ZERO, "there was no answer in time");

    boolean isDone() {
      return status == 200 || status == 204;
    }

    boolean isTaken() {
      return status == 202;
    }

    boolean isToBeTriedAgain() {
      return status < 200 || status == 408 || status == 425 || status == 429 || status >= 500;
    }
  }

  private final ClientFactory factory;
  private final WebClient client;
  private final Optional<String> token;

  Post(Settings settings) {
    this.token = settings.token();
    ClientFactoryBuilder builder =
        ClientFactory.builder()
            .connectTimeout(CONNECT)
            .idleTimeout(IDLE)
            .meterRegistry(NoopMeterRegistry.get());
    settings
        .trust()
        .ifPresent(file -> builder.tlsCustomizer(tls -> tls.trustManager(file.toFile())));
    factory = builder.build();
    client =
        WebClient.builder()
            .factory(factory)
            .responseTimeout(ANSWER)
            .maxResponseLength(MOST_BYTES)
            .build();
  }

  /** Posts; the future never fails. */
  CompletableFuture<Reply> send(Letter letter) {
    try {
      return sent(letter);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new Reply(0, Duration.ZERO, reason(e)));
    }
  }

  private CompletableFuture<Reply> sent(Letter letter) {
    var request =
        client.prepare().post(letter.to().toString()).content(MediaType.JSON, letter.text());
    token.ifPresent(text -> request.header(HttpHeaderNames.AUTHORIZATION, "Bearer " + text));
    if (!letter.answerTo().isEmpty()) {
      request.header(Headers.ANSWER_TO, letter.answerTo());
    }
    if (letter.kind() != DeadLetter.Kind.REQUEST) {
      request.header(Headers.ANSWER, letter.kind().name().toLowerCase(Locale.ROOT));
    }
    return request
        .execute()
        .aggregate()
        .handle(
            (response, failure) ->
                failure == null ? reply(response) : new Reply(0, Duration.ZERO, reason(failure)));
  }

  private static Reply reply(AggregatedHttpResponse response) {
    int status = response.status().code();
    return new Reply(
        status,
        seconds(response.headers().get(HttpHeaderNames.RETRY_AFTER, "")),
        status < 300 ? "" : "it answers %d: %s".formatted(status, detail(response)));
  }

  private static Duration seconds(String text) {
    return text.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
  }

  /** The sentence of a problem, or how the body of another kind begins. */
  private static String detail(AggregatedHttpResponse response) {
    String text = response.contentUtf8();
    try {
      JsonNode json = JSON.readTree(text);
      text = json.path("detail").isTextual() ? json.path("detail").textValue() : text;
    } catch (JsonProcessingException e) {
      // Told as it is.
    }
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
  }

  private static String reason(Throwable failure) {
    Throwable cause = Exceptions.peel(failure);
    if (cause instanceof UnprocessedRequestException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    var unusedFuture = factory.closeAsync();
  }
}
