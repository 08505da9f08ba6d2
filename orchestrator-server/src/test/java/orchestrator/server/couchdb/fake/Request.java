package orchestrator.server.couchdb.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request, read to its end.
 *
 * @param method GET, PUT, …
 * @param segments the path's parts, each decoded: {@code /a%2Fb/c} has {@code a/b} and {@code c}
 * @param query the decoded parameters
 * @param headers by name in lower case, of each the first value
 * @param body what was sent, empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; read and answered.
record Request(
    String method,
    List<String> segments,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    List<String> segments =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .skip(1)
            .map(Request::decode)
            .toList();
    return new Request(
        exchange.getRequestMethod(),
        segments,
        parameters(exchange.getRequestURI().getRawQuery()),
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private static Map<String, String> parameters(@Nullable String rawQuery) {
    Map<String, String> parameters = new HashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&", -1)) {
        String[] sides = pair.split("=", 2);
        parameters.put(decode(sides[0]), sides.length == 2 ? decode(sides[1]) : "");
      }
    }
    return parameters;
  }

  // A plus is a space to CouchDB in a path, too.
  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  /** The decoded path, {@code /db/id}. */
  String path() {
    return "/" + String.join("/", segments);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** A parameter that holds JSON. */
  Optional<JsonNode> jsonParameter(String name) {
    return parameter(name).map(value -> Json.parse(value.getBytes(UTF_8)));
  }

  /** A parameter that is {@code true} or not. */
  boolean flag(String name) {
    return parameter(name).filter("true"::equals).isPresent();
  }

  /** A parameter that is a whole number of 0 or more. */
  Optional<Long> number(String name) {
    return parameter(name).map(Request::wholeNumber);
  }

  private static long wholeNumber(String value) {
    try {
      return Long.parseUnsignedLong(value);
    } catch (NumberFormatException e) {
      throw CouchError.badRequest("Invalid value for integer: \"" + value + "\"");
    }
  }

  /** The body's JSON. */
  JsonNode json() {
    return Json.parse(body);
  }

  /** Refuses a body that is not declared as JSON. */
  void checkContentType() {
    if (header("content-type").filter(type -> type.startsWith("application/json")).isEmpty()) {
      throw CouchError.notJson();
    }
  }

  /** The same with another body. */
  Request withBody(JsonNode other) {
    return new Request(method, segments, query, headers, Json.bytes(other));
  }
}
