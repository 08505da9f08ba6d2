package orchestrator.scenario.door;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/**
 * Lets in whoever knows the token, and programs of this machine also without it. A page in a
 * browser is not a program of this machine, wherever the browser runs.
 */
final class Access {
  private static final String BEARER = "Bearer ";

  private final Optional<byte[]> token;

  Access(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Lets a request in.
   *
   * @throws ProblemException that says why it is refused
   */
  void check(ServiceRequestContext context, HttpRequest request) {
    Optional<String> given = given(context, request);
    if (given.isPresent()) {
      if (!isToken(given.get())) {
        throw unauthorized("the token is not that of this service");
      }
      return;
    }
    if (!isLocal(context, request)) {
      throw unauthorized("who does not call from this machine needs the service's token");
    }
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin != null && !isLoopback(host(origin))) {
      throw new ProblemException(
          Problem.of(HttpStatus.FORBIDDEN, "pages of \"" + origin + "\" may not call"));
    }
    if (request.method().name().equals("GET") && !isLoopback(authority(request))) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.MISDIRECTED_REQUEST,
              "without a token this service is known by names of loopback only"));
    }
  }

  private static ProblemException unauthorized(String detail) {
    return new ProblemException(
        Problem.of(HttpStatus.UNAUTHORIZED, detail).with("www-authenticate", "Bearer"));
  }

  private static Optional<String> given(ServiceRequestContext context, HttpRequest request) {
    String header = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    // The case of the scheme says nothing (RFC 9110).
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.ofNullable(context.queryParam("token"));
  }

  private boolean isToken(String given) {
    return token
        .filter(right -> MessageDigest.isEqual(right, given.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  /** A proxy on this machine speaks for others, and says so. */
  private static boolean isLocal(ServiceRequestContext context, HttpRequest request) {
    return context.remoteAddress().getAddress().isLoopbackAddress()
        && !request.headers().contains(HttpHeaderNames.X_FORWARDED_FOR)
        && !request.headers().contains(HttpHeaderNames.FORWARDED);
  }

  private static String host(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getHost()).orElse("");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String authority(HttpRequest request) {
    try {
      return HostAndPort.fromString(String.valueOf(request.headers().authority())).getHost();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$", "");
    return name.equals("localhost")
        || (InetAddresses.isInetAddress(name) && InetAddresses.forString(name).isLoopbackAddress());
  }
}
