package orchestrator.scenario.door;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.ResponseTimeoutMode;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.http.api.ByteBudget;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;

/**
 * Asks a service of scenarios that is elsewhere on behalf of those whom a door lets in. Nothing of
 * what a caller sends goes there but which report it wants.
 */
public final class ScenarioForward implements AutoCloseable {
  private static final String ROOT = "/v1/scenario";
  private static final String STOP = ROOT + "/stop";
  private static final String REPORTS = ROOT + "/reports";
  private static final Pattern REPORT =
      Pattern.compile(REPORTS + "/([A-Za-z0-9][A-Za-z0-9._-]{0,99}?)(\\.jsonl)?");

  /** A report comes from elsewhere: nothing in it runs, or loads anything. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'";

  private static final MediaType LINES = MediaType.parse("application/x-ndjson");

  /**
   * Bounds what is waited for and taken.
   *
   * @param patience after which an answer is not waited for
   * @param status most bytes of a status
   * @param report most bytes of a report
   */
  record Bounds(Duration patience, long status, long report) {
    static final Bounds USUAL = new Bounds(Duration.ofSeconds(10), 4 << 20, 64 << 20);
  }

  private final String place;
  private final Optional<String> token;
  private final Bounds bounds;
  private final ByteBudget answers = new ByteBudget(Runtime.getRuntime().maxMemory() / 16);
  private final ClientFactory factory;
  private final WebClient client;

  /**
   * Connects to nobody yet.
   *
   * @param service where the service takes settings: scheme, host and port
   * @param token that it knows the door by
   */
  public ScenarioForward(URI service, Optional<String> token) {
    this(service, token, Bounds.USUAL);
  }

  ScenarioForward(URI service, Optional<String> token, Bounds bounds) {
    this.place = service.getRawAuthority();
    this.token = token;
    this.bounds = bounds;
    factory =
        ClientFactory.builder()
            // The time-out of the answer, which counts from the start, comes first.
            .connectTimeout(bounds.patience().multipliedBy(2))
            .meterRegistry(NoopMeterRegistry.get())
            .build();
    client =
        // By HTTP/1, where cutting one answer off leaves the others alone.
        WebClient.builder(
                "https".equals(service.getScheme()) ? SessionProtocol.H1 : SessionProtocol.H1C,
                Endpoint.parse(place))
            .factory(factory)
            .responseTimeout(bounds.patience())
            .responseTimeoutMode(ResponseTimeoutMode.FROM_START)
            .build();
  }

  /** What a door serves of it, for those who may call the API. */
  public Map<String, HttpService> services() {
    return Map.of(
        "exact:" + ROOT, this::status,
        "exact:" + STOP, this::stop,
        "prefix:" + REPORTS, this::report);
  }

  private HttpResponse status(ServiceRequestContext context, HttpRequest request) {
    refuseUnless(HttpMethod.GET, request);
    return ask(context, HttpMethod.GET, ROOT, bounds.status(), this::json);
  }

  private HttpResponse stop(ServiceRequestContext context, HttpRequest request) {
    refuseUnless(HttpMethod.POST, request);
    return ask(context, HttpMethod.POST, STOP, bounds.status(), this::json);
  }

  private HttpResponse report(ServiceRequestContext context, HttpRequest request) {
    refuseUnless(HttpMethod.GET, request);
    Matcher path = REPORT.matcher(context.path());
    if (!path.matches()) {
      throw noReport();
    }
    boolean isLines = path.group(2) != null;
    return ask(
        context,
        HttpMethod.GET,
        context.path(),
        bounds.report(),
        answer -> isLines ? lines(answer) : page(answer));
  }

  private static void refuseUnless(HttpMethod method, HttpRequest request) {
    if (request.method() != method) {
      throw new ProblemException(
          Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "here is " + method + " only")
              .with(HttpHeaderNames.ALLOW, method));
    }
  }

  /** Makes an answer of ours of one of the service. */
  private interface Reader {
    HttpResponse read(AggregatedHttpResponse answer);
  }

  private HttpResponse ask(
      ServiceRequestContext context, HttpMethod method, String path, long most, Reader reader) {
    RequestHeadersBuilder headers = RequestHeaders.builder(method, path);
    token.ifPresent(text -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + text));
    ByteBudget.Meter meter = answers.meter(context);
    return HttpResponse.of(
        client
            .execute(
                HttpRequest.of(headers.build()),
                RequestOptions.builder().maxResponseLength(most).build())
            .peekData(data -> meter.take(data.length()))
            .aggregate()
            .handle(
                (answer, failure) -> {
                  if (failure != null) {
                    throw new ProblemException(problem(Exceptions.peel(failure), most));
                  }
                  return reader.read(answer);
                }));
  }

  private HttpResponse json(AggregatedHttpResponse answer) {
    refuseUnlessOk(answer, MediaType.JSON);
    return HttpResponse.of(headers(MediaType.JSON_UTF_8).build(), answer.content());
  }

  private HttpResponse page(AggregatedHttpResponse answer) {
    refuseUnlessOk(answer, MediaType.parse("text/html"));
    return HttpResponse.of(ofReport(MediaType.HTML_UTF_8).build(), answer.content());
  }

  private HttpResponse lines(AggregatedHttpResponse answer) {
    refuseUnlessOk(answer, MediaType.ANY_TYPE);
    return HttpResponse.of(
        ofReport(LINES).set(HttpHeaderNames.CONTENT_DISPOSITION, "attachment").build(),
        answer.content());
  }

  private static ResponseHeadersBuilder ofReport(MediaType type) {
    return headers(type).set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY);
  }

  private static ResponseHeadersBuilder headers(MediaType type) {
    return ResponseHeaders.builder(HttpStatus.OK)
        .contentType(type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
  }

  /** The service's refusals are of the door, not of its caller, who would sign in again for one. */
  private void refuseUnlessOk(AggregatedHttpResponse answer, MediaType wanted) {
    int status = answer.status().code();
    boolean isOfReport = !wanted.equals(MediaType.JSON);
    if (status == 404 && isOfReport) {
      throw noReport();
    }
    if (status == 401 || status == 403 || status == 421) {
      throw away("does not let this door in; --scenario-token-file names its token");
    }
    if (status != 200) {
      throw away("answers with the status " + status);
    }
    MediaType type = answer.contentType();
    if (!wanted.equals(MediaType.ANY_TYPE) && (type == null || !type.belongsTo(wanted))) {
      throw away("is no service of scenarios");
    }
  }

  private static ProblemException noReport() {
    return new ProblemException(
        Problem.of(HttpStatus.NOT_FOUND, "there is no report of a run of that name"));
  }

  private Problem problem(Throwable failure, long most) {
    if (failure instanceof ProblemException known) {
      return known.problem();
    }
    boolean isUnprocessed = failure instanceof UnprocessedRequestException;
    if ((isUnprocessed ? failure.getCause() : failure) instanceof ResponseTimeoutException) {
      return badGateway("has not answered within " + bounds.patience().toMillis() + " ms");
    }
    if (failure instanceof ContentTooLargeException) {
      return badGateway("answers with more than " + most + " bytes");
    }
    return badGateway("cannot be reached");
  }

  private ProblemException away(String what) {
    return new ProblemException(badGateway(what));
  }

  private Problem badGateway(String what) {
    return Problem.of(HttpStatus.BAD_GATEWAY, "the service of scenarios at " + place + " " + what);
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    var unusedFuture = factory.closeAsync();
  }
}
