package orchestrator.http;

import com.google.common.net.InetAddresses;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.cors.CorsService;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/** Knows which pages of browsers may call, and under which names the door is called. */
final class Origins {
  private static final String[] REQUEST_HEADERS = {
    "authorization",
    "content-type",
    "mspid",
    "channel",
    "chaincode",
    "last-event-id",
    "x-request-id",
    "x-grpc-web",
    "x-user-agent",
    "grpc-timeout"
  };
  private static final String[] RESPONSE_HEADERS = {
    "link", "retry-after", "x-request-id", "grpc-status", "grpc-message", "reqid"
  };

  private final Set<String> hosts;
  private final Set<String> allowed;
  private volatile String lastKnown = "";

  Origins(Set<String> hosts, Set<String> allowed) {
    this.hosts = hosts;
    this.allowed = allowed;
  }

  /**
   * Refuses a name that is not loopback's, nor one of the settings: a page elsewhere may have let
   * its own name lead here (DNS rebinding), and would be taken for ours.
   */
  void refuseForeignHost(RequestHeaders headers) {
    String authority = String.valueOf(headers.authority());
    if (authority.equals(lastKnown)) {
      return;
    }
    String host = host(authority);
    boolean known =
        host.equals("localhost")
            || hosts.contains(host)
            || (InetAddresses.isInetAddress(host)
                && InetAddresses.forString(host).isLoopbackAddress());
    if (!known) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.MISDIRECTED_REQUEST,
              "this door is not known as \""
                  + host
                  + "\"; --http-hosts names what it is known as"));
    }
    lastKnown = authority;
  }

  private static String host(String authority) {
    // A dot at the end stands for the root of all names.
    String name = authority.replaceFirst("\\.?(:[0-9]*)?$", "").toLowerCase(Locale.ROOT);
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  /** Refuses what a page of another origin sends, unless that origin is one of the settings. */
  void refuseForeign(RequestHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    boolean foreign =
        origin == null
            ? "cross-site".equals(headers.get("sec-fetch-site"))
            : !isOwn(origin, String.valueOf(headers.authority())) && !allowed.contains(origin);
    if (foreign) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.FORBIDDEN,
              "pages of \""
                  + (origin == null ? "another site" : origin)
                  + "\" may not call; --http-cors-origins names those that may"));
    }
  }

  /**
   * Refuses what is not proved to come from a page of the door itself. A browser sends a cookie
   * along with whatever a page of the same site asks for, so no other origin is let in with one,
   * not even one of the settings.
   */
  void refuseUnlessOwn(RequestHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    boolean own =
        origin == null
            ? "same-origin".equals(headers.get("sec-fetch-site"))
            : isOwn(origin, String.valueOf(headers.authority()));
    if (!own) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.FORBIDDEN,
              "a session changes something for pages of this door only, which send their Origin"));
    }
  }

  private static boolean isOwn(String origin, String authority) {
    return origin.equals("http://" + authority) || origin.equals("https://" + authority);
  }

  /** Answers preflights, and lets browsers show answers to pages of the allowed origins. */
  Function<? super HttpService, ? extends HttpService> cors() {
    if (allowed.isEmpty()) {
      return Function.identity();
    }
    return CorsService.builder(allowed)
        .allowRequestMethods(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PATCH)
        .allowRequestHeaders(REQUEST_HEADERS)
        .exposeHeaders(RESPONSE_HEADERS)
        .maxAge(Duration.ofHours(1))
        .newDecorator();
  }
}
