package orchestrator.executor.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import orchestrator.executor.Work;

/**
 * Holds what a node of the engine http asks for.
 *
 * @param address what is called
 * @param method in capitals
 * @param headers names and values in turn
 * @param body none for none
 * @param accepted the statuses that are a success; empty for 200 to 299
 */
record HttpCall(
    URI address,
    String method,
    List<String> headers,
    Optional<String> body,
    Set<Integer> accepted) {
  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}";

  /**
   * Reads it from a work.
   *
   * @throws IllegalArgumentException when something is wrong; says what
   */
  static HttpCall of(Work work) {
    Optional<String> method = Optional.empty();
    Optional<String> body = Optional.empty();
    List<String> headers = new ArrayList<>();
    Set<Integer> accepted = new TreeSet<>();
    for (String argument : work.arguments()) {
      int sign = argument.indexOf('=');
      String value = argument.substring(sign + 1);
      switch (sign < 0 ? "" : argument.substring(0, sign)) {
        case "method" -> method = Optional.of(value.toUpperCase(Locale.ROOT));
        case "header" -> headers.addAll(header(value));
        case "body" -> body = Optional.of(value);
        case "accept" ->
            Arrays.stream(value.split(",", -1)).map(HttpCall::status).forEach(accepted::add);
        default ->
            throw new IllegalArgumentException(
                "the argument "
                    + argument
                    + " is unknown to the engine http: it takes method=, header=, body=, accept=");
      }
    }
    String chosen = method.orElse(body.isPresent() ? "POST" : "GET");
    if (!chosen.matches(TOKEN)) {
      throw new IllegalArgumentException("the method " + chosen + " is not one of HTTP");
    }
    return new HttpCall(address(work.artifact()), chosen, headers, body, accepted);
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text);
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      boolean usable =
          address.getHost() != null
              && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"));
      if (!usable || address.getUserInfo() != null) {
        throw new URISyntaxException(text, "not of HTTP");
      }
      return address;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "the artifact "
              + text
              + " is no address of HTTP without a user, such as http://host:8080/path",
          e);
    }
  }

  private static List<String> header(String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, Math.max(0, colon)).strip();
    String value = line.substring(colon + 1).strip();
    if (!name.matches(TOKEN) || value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("the header " + line + " is not of the form Name: value");
    }
    return List.of(name, value);
  }

  private static int status(String text) {
    if (!text.strip().matches("[1-5][0-9][0-9]")) {
      throw new IllegalArgumentException(
          "the accepted status " + text + " is none from 100 to 599");
    }
    return Integer.parseInt(text.strip());
  }

  boolean accepts(int status) {
    return accepted.isEmpty() ? status >= 200 && status < 300 : accepted.contains(status);
  }

  /**
   * The first request.
   *
   * @throws IllegalArgumentException for a header that the client sets itself
   */
  HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                method,
                body.map(text -> BodyPublishers.ofString(text, StandardCharsets.UTF_8))
                    .orElseGet(BodyPublishers::noBody));
    return withHeaders(request, true).build();
  }

  /** A request that asks what has become of the first. */
  HttpRequest following(URI other) {
    return withHeaders(HttpRequest.newBuilder(other).GET(), false).build();
  }

  private HttpRequest.Builder withHeaders(HttpRequest.Builder request, boolean withContent) {
    for (int i = 0; i < headers.size(); i += 2) {
      String name = headers.get(i);
      if (withContent || !name.toLowerCase(Locale.ROOT).startsWith("content-")) {
        request.header(name, headers.get(i + 1));
      }
    }
    return request;
  }
}
