package orchestrator.executor.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps out web pages of elsewhere that a browser on this machine shows: without certificates they
 * could have programs started here.
 */
final class LoopbackGuard extends SimpleDecoratingHttpService {
  LoopbackGuard(HttpService delegate) {
    super(delegate);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    RequestHeaders headers = request.headers();
    String origin = headers.get(HttpHeaderNames.ORIGIN, "");
    if (!isLoopback(host("http://" + headers.authority()))) {
      return Answers.error(HttpStatus.FORBIDDEN, "the header Host names no loopback address");
    }
    if (!origin.isEmpty() && !isLoopback(host(origin))) {
      return Answers.error(HttpStatus.FORBIDDEN, "pages of other origins may not call an executor");
    }
    return unwrap().serve(context, request);
  }

  private static Optional<String> host(String address) {
    try {
      return Optional.ofNullable(URI.create(address).getHost());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isLoopback(Optional<String> host) {
    String name = host.orElse("").toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.matches("127\\.[0-9]+\\.[0-9]+\\.[0-9]+");
  }
}
