package orchestrator.http;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.CookieBuilder;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Optional;

/**
 * Carries the secret of a session: no script can read it, and no page of another site has it sent.
 * It has the port in its name, since browsers send cookies of a host to all of its ports.
 */
final class SessionCookie {
  private SessionCookie() {}

  private static String name(ServiceRequestContext context) {
    // Browsers take a name that begins so only over TLS, and for this host alone.
    return (context.sessionProtocol().isTls() ? "__Host-" : "")
        + "orchestrator-"
        + context.localAddress().getPort();
  }

  /** The secret that a request has. */
  static Optional<String> find(ServiceRequestContext context, HttpRequest request) {
    String name = name(context);
    return request.headers().cookies().stream()
        .filter(cookie -> cookie.name().equals(name))
        .map(Cookie::value)
        .findFirst();
  }

  /** The header that has a browser keep a secret until it is closed. */
  static String keep(ServiceRequestContext context, String secret) {
    return builder(context, secret).build().toSetCookieHeader();
  }

  /** The header that has a browser forget it. */
  static String forget(ServiceRequestContext context) {
    return builder(context, "").maxAge(0).build().toSetCookieHeader();
  }

  private static CookieBuilder builder(ServiceRequestContext context, String secret) {
    return Cookie.secureBuilder(name(context), secret)
        .httpOnly(true)
        .secure(context.sessionProtocol().isTls())
        .sameSite("Strict")
        .path("/");
  }
}
