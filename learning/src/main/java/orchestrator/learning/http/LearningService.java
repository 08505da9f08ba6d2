package orchestrator.learning.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import orchestrator.http.Identification;
import orchestrator.http.account.Account;
import orchestrator.http.api.Body;
import orchestrator.http.api.ByteBudget;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;
import orchestrator.learning.Learning;

/** Answers the calls that {@link Route} lists. What fails is answered by {@link Refusals}. */
final class LearningService implements HttpService {
  /** How long a call may take once it was read: 10 000 data make many tasks. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Slow callers with large bodies must not fill the memory. */
  private final ByteBudget bytes;

  private final Turns turns;
  private final Reads reads;
  private final Identification callers;
  private final Function<String, Learning> learning;
  private final String channel;
  private final Cors cors;

  /**
   * Serves callers.
   *
   * @param callers tells whose a request is
   * @param learning the calls of an organization
   * @param channel that an account must have
   */
  LearningService(
      Identification callers,
      Function<String, Learning> learning,
      String channel,
      Cors cors,
      Limits limits) {
    bytes = new ByteBudget(limits.bytes());
    turns = new Turns(limits.calls());
    reads = new Reads(bytes);
    this.callers = callers;
    this.learning = learning;
    this.channel = channel;
    this.cors = cors;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    context.mutateAdditionalResponseHeaders(it -> it.add(cors.headers(request.headers())));
    List<String> segments = segments(context);
    String allowed = Route.allowed(segments);
    if (allowed.isEmpty()) {
      throw new RefusedPage(HttpStatus.NOT_FOUND, "There is nothing at this path.");
    }
    if (request.method() == HttpMethod.OPTIONS) {
      return HttpResponse.of(allowing(HttpStatus.OK, allowed));
    }
    Optional<Route.Match> match = Route.find(request.method(), segments);
    if (match.isEmpty()) {
      return Answers.page(
              HttpStatus.METHOD_NOT_ALLOWED,
              "This method is not possible here, but " + allowed + ".")
          .mapHeaders(headers -> headers.toBuilder().set(HttpHeaderNames.ALLOW, allowed).build());
    }
    Route route = match.get().route();
    return HttpResponse.of(
        callers
            .identify(context, request, route.reads())
            .thenCompose(account -> answer(context, request, match.get(), account)));
  }

  private static List<String> segments(ServiceRequestContext context) {
    try {
      return Segments.of(context.path());
    } catch (IllegalArgumentException e) {
      throw new RefusedPage(HttpStatus.BAD_REQUEST, "The path is not well formed.");
    }
  }

  private static ResponseHeaders allowing(HttpStatus status, String methods) {
    return ResponseHeaders.builder(status)
        .set(HttpHeaderNames.ALLOW, methods)
        .set(HttpHeaderNames.CONTENT_LENGTH, "0")
        .build();
  }

  private CompletableFuture<HttpResponse> answer(
      ServiceRequestContext context, HttpRequest request, Route.Match match, Account account) {
    if (!account.channels().contains(channel)) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.FORBIDDEN,
              "account \"%s\" may not use channel \"%s\"".formatted(account.name(), channel)));
    }
    Learning calls = learning.apply(account.organization());
    Route route = match.route();
    List<String> values = match.values();
    if (route == Route.LIST) {
      return turns.run(context, () -> reads.list(calls, values.get(0), context));
    }
    if (route == Route.SHOW) {
      return turns.run(context, () -> reads.show(calls, values.get(0), values.get(1), context));
    }
    Writes.refuseUnknown(route, values);
    ByteBudget.Meter meter = bytes.meter(context);
    return body(request, route, meter)
        .thenCompose(
            body -> {
              context.setRequestTimeout(TimeoutMode.SET_FROM_NOW, LONGEST);
              return turns.run(context, () -> write(calls, match, body, meter));
            });
  }

  private static CompletableFuture<byte[]> body(
      HttpRequest request, Route route, ByteBudget.Meter meter) {
    if (!route.hasBody()) {
      return CompletableFuture.completedFuture(new byte[0]);
    }
    JsonBody.refuseOtherTypes(request);
    return Body.read(request, meter);
  }

  private static HttpResponse write(
      Learning calls, Route.Match match, byte[] body, ByteBudget.Meter meter) {
    Route route = match.route();
    ObjectNode posted =
        route.hasBody()
            ? JsonBody.read(body, route.required())
            : JsonNodeFactory.instance.objectNode();
    Writes.Done done = Writes.done(calls, route, match.values(), posted);
    String answer = PythonJson.body(done.body());
    // It is done, and must not be told to be refused.
    meter.add(answer.length());
    return Answers.json(done.status(), answer);
  }
}
