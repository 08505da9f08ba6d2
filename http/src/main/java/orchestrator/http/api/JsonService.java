package orchestrator.http.api;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers every rpc that answers once, at the path that its .proto file names, in JSON. */
final class JsonService implements HttpService {
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().omittingInsignificantWhitespace().alwaysPrintFieldsWithNoPresence();

  // Made when it is first asked for: it would slow each start down.
  private static final Supplier<Routes> ROUTES = Suppliers.memoize(Routes::ofApi);

  private final Channel api;
  private final ByteBudget budget;

  JsonService(Channel api, ByteBudget budget) {
    this.api = api;
    this.budget = budget;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    Routes.Match match = match(request.method(), context);
    if (!match.binding().hasBody()) {
      return HttpResponse.of(call(context, match, new byte[0], Runnable::run));
    }
    ByteBudget.Meter meter = budget.meter(context);
    return HttpResponse.of(
        Body.read(request, meter)
            .thenCompose(body -> call(context, match, request.contentType(), body)));
  }

  private Routes.Match match(HttpMethod method, ServiceRequestContext context) {
    try {
      // As it was sent: what is encoded in a segment must not end it, nor begin a verb.
      String path = rawPath(context);
      return ROUTES
          .get()
          .find(method == HttpMethod.HEAD ? HttpMethod.GET : method, path)
          .orElseThrow(() -> noSuch(method, path));
    } catch (IllegalArgumentException e) {
      throw RequestReader.refused("the path " + e.getMessage());
    }
  }

  private static String rawPath(ServiceRequestContext context) {
    String raw = context.rawPath();
    int query = raw.indexOf('?');
    return query < 0 ? raw : raw.substring(0, query);
  }

  private RuntimeException noSuch(HttpMethod method, String path) {
    Set<HttpMethod> allowed = ROUTES.get().methods(path);
    if (allowed.isEmpty()) {
      return new ProblemException(
          Problem.of(
              HttpStatus.NOT_FOUND,
              "there is nothing at this path; /openapi.json tells what there is"));
    }
    String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    return new ProblemException(
        Problem.of(HttpStatus.METHOD_NOT_ALLOWED, method + " is not possible here, but " + names)
            .with(HttpHeaderNames.ALLOW, names));
  }

  /** No page of another site can send this type without being asked for it first. */
  private static void refuseOtherTypes(@Nullable MediaType type) {
    if (type == null || !type.isJson()) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "the body must be JSON, with the header Content-Type: application/json"));
    }
  }

  private CompletableFuture<HttpResponse> call(
      ServiceRequestContext context, Routes.Match match, @Nullable MediaType type, byte[] body) {
    if (body.length > 0) {
      refuseOtherTypes(type);
    }
    return call(context, match, body, executor(context, body.length));
  }

  /** What takes long must not keep the thread of a hundred connections. */
  private static Executor executor(ServiceRequestContext context, int bytes) {
    return bytes > ByteBudget.SMALL ? context.blockingTaskExecutor() : Runnable::run;
  }

  private CompletableFuture<HttpResponse> call(
      ServiceRequestContext context, Routes.Match match, byte[] body, Executor reading) {
    QueryParams query = context.queryParams();
    return CompletableFuture.supplyAsync(() -> RequestReader.read(match, query, body), reading)
        .thenCompose(
            message -> {
              CompletableFuture<UnaryCall> call =
                  UnaryCall.start(api, match.binding().rpc(), message, Caller.of(context));
              var unused = context.whenRequestCancelled().thenAccept(call::completeExceptionally);
              return call;
            })
        .thenCompose(answered -> response(context, match.binding(), answered));
  }

  private CompletableFuture<HttpResponse> response(
      ServiceRequestContext context, Binding binding, UnaryCall answered) {
    if (!answered.status().isOk()) {
      return CompletableFuture.completedFuture(
          Problem.of(answered.status()).response(answered.requestId()));
    }
    Message message = answered.message().orElseThrow();
    int bytes = message.getSerializedSize();
    return CompletableFuture.supplyAsync(
        () -> response(context, binding, message, answered.requestId()),
        // The thread that the answer has come on belongs to the API.
        bytes > ByteBudget.SMALL ? context.blockingTaskExecutor() : context.eventLoop());
  }

  private HttpResponse response(
      ServiceRequestContext context, Binding binding, Message message, String requestId) {
    byte[] body = json(message).getBytes(StandardCharsets.UTF_8);
    ByteBudget.Meter meter = budget.meter(context);
    if (binding.hasBody()) {
      // It is done, and must not be told to be refused.
      meter.add(body.length);
    } else {
      meter.take(body.length);
    }
    var headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.JSON)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .set(RequestId.HEADER, requestId);
    nextPage(context, message).ifPresent(link -> headers.set(HttpHeaderNames.LINK, link));
    return HttpResponse.of(headers.build(), HttpData.wrap(body));
  }

  static String json(Message message) {
    try {
      return JSON.print(message) + "\n";
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an answer has no JSON: " + e.getMessage(), e);
    }
  }

  /** A list whose answer has a token goes on at the same path and query with that. */
  private static Optional<String> nextPage(ServiceRequestContext context, Message message) {
    var token = message.getDescriptorForType().findFieldByName("next_page_token");
    if (token == null || message.getField(token).toString().isEmpty()) {
      return Optional.empty();
    }
    QueryParams next =
        context.queryParams().toBuilder()
            .removeAndThen("pageToken")
            .set("page_token", message.getField(token).toString())
            .build();
    return Optional.of("<" + context.path() + "?" + next.toQueryString() + ">; rel=\"next\"");
  }
}
