package orchestrator.executor.server;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.executor.WorkResult;
import orchestrator.executor.wire.AttemptName;
import orchestrator.executor.wire.NodeReader;
import orchestrator.executor.wire.NodeReader.Posted;
import orchestrator.executor.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls of the protocol. */
final class TaskService implements HttpService {
  static final int MOST_BYTES = 1 << 20;
  static final String TOO_LONG = "the body is longer than " + MOST_BYTES + " bytes";

  private static final Logger LOG = LoggerFactory.getLogger(TaskService.class);
  private static final String TASKS = "/v1/tasks";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,9})\"?(?:$|[,;\\s])", Pattern.CASE_INSENSITIVE);

  private final Postings postings;

  TaskService(Postings postings) {
    this.postings = postings;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    String path = context.path();
    HttpMethod method = request.method();
    if (method == HttpMethod.GET && path.equals("/")) {
      return Answers.text(HttpStatus.OK, "Welcome!");
    }
    if (method == HttpMethod.GET && path.equals("/v1/ping")) {
      return Answers.json(HttpStatus.OK, "{\"status\":\"success\"}\n");
    }
    if (method == HttpMethod.POST && (path.equals(TASKS) || path.equals(TASKS + "/"))) {
      return post(request);
    }
    if (path.startsWith(TASKS + "/") && path.indexOf('/', TASKS.length() + 1) < 0) {
      String id = path.substring(TASKS.length() + 1);
      if (method == HttpMethod.GET && !id.isEmpty()) {
        return get(id, request.headers().get(HttpHeaderNames.PREFER, ""));
      }
      if (method == HttpMethod.DELETE && !id.isEmpty()) {
        return postings.delete(id)
            ? HttpResponse.of(ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_LENGTH, 0))
            : Answers.notFound();
      }
    }
    return Answers.text(HttpStatus.NOT_FOUND, "404 page not found");
  }

  private HttpResponse post(HttpRequest request) {
    long start = System.nanoTime();
    return HttpResponse.of(
        request
            .aggregate()
            .handle(
                (body, fault) -> {
                  if (fault != null) {
                    return Exceptions.peel(fault) instanceof ContentTooLargeException
                        ? Answers.badRequest(TOO_LONG, OptionalLong.empty())
                        : HttpResponse.ofFailure(fault);
                  }
                  HttpResponse response = post(body);
                  LOG.info(
                      "[Executor] POST {} TaskCreate {} µs",
                      request.path(),
                      TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
                  return response;
                }));
  }

  private HttpResponse post(AggregatedHttpRequest request) {
    if (request.content().length() > MOST_BYTES) {
      return Answers.badRequest(TOO_LONG, OptionalLong.empty());
    }
    String header = request.headers().get(AttemptName.HEADER, "");
    Optional<AttemptName> attempt = AttemptName.parse(header);
    if (!header.isEmpty() && attempt.isEmpty()) {
      return Answers.badRequest(
          "the header Attempt is not of the form <task key>/<number>", OptionalLong.empty());
    }
    try {
      Posted posted = NodeReader.posted(request.content().array(), header);
      return Answers.json(
          HttpStatus.ACCEPTED, "{\"id\":\"" + postings.post(posted, attempt) + "\"}\n");
    } catch (WireException e) {
      return Answers.badRequest(e.getMessage(), e.offset());
    } catch (StaleAttemptException e) {
      return Answers.error(HttpStatus.CONFLICT, e.getMessage());
    }
  }

  private HttpResponse get(String id, String preference) {
    Optional<Posting> found = postings.find(id);
    if (found.isEmpty()) {
      return Answers.notFound();
    }
    Posting posting = found.get();
    Matcher wait = WAIT.matcher(preference);
    if (!wait.find()) {
      return Answers.json(HttpStatus.OK, posting.json());
    }
    long seconds = Math.min(LONGEST_WAIT.toSeconds(), Long.parseLong(wait.group(1)));
    WorkResult none = WorkResult.lost(posting.work(), "");
    return HttpResponse.of(
        posting
            .outcome()
            .completeOnTimeout(none, seconds, TimeUnit.SECONDS)
            .thenApply(
                ended ->
                    posting.deleted
                        ? Answers.notFound()
                        : Answers.json(HttpStatus.OK, posting.json())
                            .mapHeaders(
                                headers ->
                                    headers.toBuilder()
                                        .set("preference-applied", "wait=" + seconds)
                                        .build())));
  }
}
