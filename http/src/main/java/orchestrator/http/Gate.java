package orchestrator.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import orchestrator.http.api.ApiEndpoints;
import orchestrator.http.api.Caller;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;
import orchestrator.http.api.RequestId;

/** Lets in who may call the API, and tells the others why not. */
final class Gate extends SimpleDecoratingHttpService {
  private final Callers callers;
  private final Origins origins;
  private final boolean wantsTls;

  /**
   * A gate in front of a service.
   *
   * @param wantsTls whether whoever is not on loopback must speak TLS
   */
  Gate(HttpService service, Callers callers, Origins origins, boolean wantsTls) {
    super(service);
    this.callers = callers;
    this.origins = origins;
    this.wantsTls = wantsTls;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    if (wantsTls) {
      refusePlain(context);
    }
    ApiEndpoints.refuseUnreadableQuery(context);
    boolean reads = reads(context, request);
    if (!reads) {
      origins.refuseForeign(request.headers());
    }
    return HttpResponse.of(
        callers
            .identify(context, request, reads)
            .thenApply(caller -> letIn(context, request, caller)));
  }

  /** Refuses who is neither on loopback nor speaks TLS. */
  static void refusePlain(ServiceRequestContext context) {
    if (!context.sessionProtocol().isTls()
        && !context.remoteAddress().getAddress().isLoopbackAddress()) {
      throw new ProblemException(
          Problem.of(HttpStatus.FORBIDDEN, "the API is served by https only"));
    }
  }

  private HttpResponse letIn(ServiceRequestContext context, HttpRequest request, Caller caller) {
    caller.attachTo(context);
    try {
      return unwrap().serve(context, request);
    } catch (Exception e) {
      return HttpResponse.ofFailure(e);
    }
  }

  /** A gRPC call is always a POST: its rpc tells. */
  private static boolean reads(ServiceRequestContext context, HttpRequest request) {
    HttpMethod method = request.method();
    return method == HttpMethod.GET
        || method == HttpMethod.HEAD
        || ApiEndpoints.isSafe(context.path()).orElse(false);
  }

  /** The value of a header, or of a parameter, which may be given once and must not differ. */
  static String named(
      ServiceRequestContext context, HttpRequest request, String header, String parameter) {
    List<String> given = request.headers().getAll(header);
    if (given.size() > 1) {
      throw new ProblemException(
          Problem.of(
              Status.FAILED_PRECONDITION.withDescription(
                  "OE0003: missing or invalid header '" + header + "'")));
    }
    List<String> parameters = context.queryParams().getAll(parameter);
    if (parameters.size() > 1) {
      throw contradiction("the parameter \"" + parameter + "\" is given twice");
    }
    if (given.isEmpty()) {
      return parameters.isEmpty() ? "" : parameters.get(0);
    }
    if (!parameters.isEmpty() && !parameters.equals(given)) {
      throw contradiction(
          "the header "
              + header
              + " is \""
              + given.get(0)
              + "\" and the parameter "
              + parameter
              + " \""
              + parameters.get(0)
              + "\"");
    }
    return given.get(0);
  }

  private static ProblemException contradiction(String detail) {
    return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, detail));
  }

  /** Who calls, when the organization is known. */
  static Caller caller(
      ServiceRequestContext context,
      HttpRequest request,
      String organization,
      String channel,
      BooleanSupplier holds) {
    String chaincode = named(context, request, "chaincode", "chaincode");
    return new Caller(
        organization,
        channel,
        Optional.of(chaincode).filter(name -> !name.isEmpty()),
        RequestId.of(request),
        holds);
  }
}
