package orchestrator.flow.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets in who has the token, and without one whoever is on this machine and is no web page. */
final class Gate extends SimpleDecoratingHttpService {
  private static final String BEARER = "bearer ";

  private final Optional<String> token;
  private final BooleanSupplier isClosing;

  Gate(HttpService service, Optional<String> token, BooleanSupplier isClosing) {
    super(service);
    this.token = token;
    this.isClosing = isClosing;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    FirstRequest.made(context);
    RequestHeaders headers = request.headers();
    if (token.isPresent() && !isRight(headers.get(HttpHeaderNames.AUTHORIZATION, ""))) {
      return Problems.of(HttpStatus.UNAUTHORIZED, "the header Authorization has no right token");
    }
    if (token.isEmpty() && !isLoopback(host("http://" + headers.authority()))) {
      return Problems.of(HttpStatus.FORBIDDEN, "the header Host names no loopback address");
    }
    String origin = headers.get(HttpHeaderNames.ORIGIN, "");
    if (!origin.isEmpty()) {
      return Problems.of(HttpStatus.FORBIDDEN, "web pages may not send messages");
    }
    if (isClosing.getAsBoolean()) {
      return Problems.later("this process takes no more messages");
    }
    if (headers.method() == HttpMethod.POST && !isJson(headers.contentType())) {
      return Problems.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "a message has the type application/json");
    }
    return unwrap().serve(context, request);
  }

  private static boolean isJson(@Nullable MediaType type) {
    return type != null && type.withoutParameters().is(MediaType.JSON);
  }

  private boolean isRight(String authorization) {
    return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        && MessageDigest.isEqual(
            digest(authorization.substring(BEARER.length()).strip()), digest(token.orElseThrow()));
  }

  /** Two digests have one length, which tells nothing of the token's. */
  private static byte[] digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> host(String address) {
    try {
      return Optional.ofNullable(URI.create(address).getHost());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isLoopback(Optional<String> host) {
    String name = host.orElse("").toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }
}
