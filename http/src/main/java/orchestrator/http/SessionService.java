package orchestrator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import orchestrator.http.account.Authentication;
import orchestrator.http.account.Authentication.Authenticated;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/** Signs browsers in and out, and tells who is signed in. */
final class SessionService implements HttpService {
  /** Where it is. */
  static final String PATH = "/session";

  private static final int MOST_BYTES = 16 << 10;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final AccountCallers callers;
  private final Origins origins;

  /**
   * Opens sessions for the accounts of a door.
   *
   * @param origins knows which pages are the door's own
   */
  SessionService(AccountCallers callers, Origins origins) {
    this.callers = callers;
    this.origins = origins;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return switch (request.method()) {
      case GET, HEAD -> HttpResponse.of(show(context, request));
      case POST -> HttpResponse.of(open(context, request));
      case DELETE -> close(context, request);
      default ->
          throw new ProblemException(
              Problem.of(
                      HttpStatus.METHOD_NOT_ALLOWED,
                      request.method() + " is not possible here, but GET, POST, DELETE")
                  .with(HttpHeaderNames.ALLOW, "GET, HEAD, POST, DELETE"));
    };
  }

  private CompletableFuture<HttpResponse> show(ServiceRequestContext context, HttpRequest request) {
    if (request.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
      return callers
          .authenticate(context, request)
          .thenApply(
              found ->
                  SessionAnswers.of(
                          AccountCallers.authenticated(found, request).account(), Optional.empty())
                      .response());
    }
    Optional<String> secret = SessionCookie.find(context, request);
    return CompletableFuture.completedFuture(
        secret
            .flatMap(callers.sessions()::find)
            .map(
                found ->
                    SessionAnswers.of(found.account(), secret.flatMap(callers.sessions()::end)))
            .orElseGet(SessionAnswers::signedOut)
            .response());
  }

  private CompletableFuture<HttpResponse> open(ServiceRequestContext context, HttpRequest request) {
    refuseForeign(request);
    context.setMaxRequestLength(MOST_BYTES);
    InetAddress peer = context.remoteAddress().getAddress();
    return request
        .aggregate()
        .thenCompose(whole -> authenticate(whole, peer))
        .thenApplyAsync(
            found -> {
              Authenticated authenticated = AccountCallers.authenticated(found, request);
              // Whoever signs in anew has no use for the session before.
              SessionCookie.find(context, request).ifPresent(callers.sessions()::close);
              String secret = callers.sessions().open(authenticated);
              return SessionAnswers.of(authenticated.account(), callers.sessions().end(secret))
                  .response(SessionCookie.keep(context, secret));
            },
            context.eventLoop());
  }

  /** Nobody is to be signed in by a page of somebody else; curl sends neither header. */
  private void refuseForeign(HttpRequest request) {
    boolean isOfBrowser =
        request.headers().contains(HttpHeaderNames.ORIGIN)
            || request.headers().contains("sec-fetch-site");
    if (isOfBrowser) {
      origins.refuseUnlessOwn(request.headers());
    }
  }

  private CompletableFuture<Authentication> authenticate(
      AggregatedHttpRequest whole, InetAddress peer) {
    MediaType type = whole.contentType();
    if (type == null || !type.isJson()) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "the body must be JSON, with the header Content-Type: application/json"));
    }
    JsonNode body = body(whole.content().array());
    Optional<String> token = text(body, "token");
    Optional<String> account = text(body, "account");
    Optional<String> password = text(body, "password");
    if (token.isPresent() && account.isEmpty() && password.isEmpty() && body.size() == 1) {
      return CompletableFuture.completedFuture(callers.authenticator().byToken(token.get()));
    }
    if (account.isPresent() && password.isPresent() && body.size() == 2) {
      return callers.authenticator().byPassword(account.get(), password.get(), peer);
    }
    throw refused();
  }

  private static JsonNode body(byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw refused();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> text(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static ProblemException refused() {
    return new ProblemException(
        Problem.of(
            HttpStatus.BAD_REQUEST,
            "the body must be {\"account\": \"…\", \"password\": \"…\"} or {\"token\": \"…\"}"));
  }

  private HttpResponse close(ServiceRequestContext context, HttpRequest request) {
    Optional<String> secret = SessionCookie.find(context, request);
    if (secret.isPresent()) {
      origins.refuseUnlessOwn(request.headers());
      callers.sessions().close(secret.get());
    }
    return SessionAnswers.closed(SessionCookie.forget(context));
  }
}
