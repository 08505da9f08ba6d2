package orchestrator.scenario.proxy.jsonrpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import orchestrator.scenario.proxy.net.HttpPeer;
import orchestrator.scenario.proxy.net.NodeFailureException;

/** Calls methods of one server. */
final class JsonRpc {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_MESSAGE = 200;

  private final HttpPeer server;
  private final RequestHeaders headers;
  private final AtomicLong ids = new AtomicLong();

  JsonRpc(HttpPeer server, Optional<Login> login) {
    this.server = server;
    RequestHeadersBuilder builder = server.post().toBuilder().contentType(MediaType.JSON);
    login.ifPresent(known -> builder.set(HttpHeaderNames.AUTHORIZATION, known.header()));
    headers = builder.build();
  }

  /**
   * Calls a method.
   *
   * @param params a list or an object
   * @return the result; fails with a {@link NodeFailureException}
   */
  CompletableFuture<JsonNode> call(String method, JsonNode params) {
    long id = ids.incrementAndGet();
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    // Servers of version 1 pass over what names the version.
    request.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
    return server
        .send(headers, request.toString())
        .thenApply(
            answer -> {
              try {
                return result(answer, id);
              } catch (NodeFailureException e) {
                throw new CompletionException(e);
              }
            });
  }

  private static JsonNode result(AggregatedHttpResponse answer, long id)
      throws NodeFailureException {
    HttpStatus status = answer.status();
    if (status.equals(HttpStatus.UNAUTHORIZED) || status.equals(HttpStatus.FORBIDDEN)) {
      throw new NodeFailureException(
          "the node refused the user or the password: it answered " + status.code());
    }
    JsonNode json = json(answer);
    JsonNode error = json.path("error");
    // Version 1 tells errors with status 500, so that the body is looked at first.
    if (!error.isMissingNode() && !error.isNull()) {
      throw new NodeFailureException(
          "the node answered error " + code(error) + ": " + message(error));
    }
    if (!status.isSuccess()) {
      throw new NodeFailureException("the node answered " + status.code());
    }
    if (!json.has("result")) {
      throw new NodeFailureException("the node answered what is not JSON-RPC");
    }
    JsonNode of = json.path("id");
    if (!of.isNull() && !of.asText().equals(Long.toString(id))) {
      throw new NodeFailureException("the node answered another call");
    }
    return json.get("result");
  }

  private static JsonNode json(AggregatedHttpResponse answer) {
    try {
      return JSON.readTree(answer.contentUtf8());
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static String code(JsonNode error) {
    JsonNode code = error.path("code");
    return code.isIntegralNumber() && code.canConvertToInt() ? code.asText() : "without a code";
  }

  private static String message(JsonNode error) {
    String text = error.isTextual() ? error.textValue() : error.path("message").asText();
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }

  /** Calls a method without parameters and waits. */
  JsonNode ask(String method, Duration most) throws NodeFailureException, InterruptedException {
    return ask(method, JsonNodeFactory.instance.arrayNode(), most);
  }

  /** Calls a method and waits. */
  JsonNode ask(String method, JsonNode params, Duration most)
      throws NodeFailureException, InterruptedException {
    CompletableFuture<JsonNode> answer = call(method, params);
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NodeFailureException known) {
        throw known;
      }
      throw new NodeFailureException("the node could not be asked: " + e.getCause());
    } catch (TimeoutException e) {
      throw new NodeFailureException("the node did not answer in time");
    }
  }
}
