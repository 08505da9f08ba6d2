package orchestrator.executor.engine;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.Execution;
import orchestrator.executor.Run;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.process.OutputLog;

/**
 * Calls a service. An answer 202 with a location is asked for there, until it has another status.
 * Other redirections are followed too, each only to the same scheme, host and port.
 */
public final class HttpDriver implements Driver {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_ASKED_PAUSE = Duration.ofSeconds(60);
  private static final int MOST_REDIRECTIONS = 5;

  private final ScheduledExecutorService timers;
  private final List<String> hosts;
  private final int limit;
  private final HttpClient client;

  /**
   * Calls what is allowed.
   *
   * @param allowed what may be called, as {@code host} or {@code host:port}; empty for all
   * @param limit how many bytes an answer may have
   */
  public HttpDriver(
      ScheduledExecutorService timers, ExecutorService threads, List<String> allowed, int limit) {
    this.timers = timers;
    hosts = List.copyOf(allowed);
    this.limit = limit;
    client =
        HttpClient.newBuilder()
            .executor(threads)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public String engine() {
    return "http";
  }

  @Override
  public Execution start(Work work) {
    try {
      HttpCall call = HttpCall.of(work);
      if (!isAllowed(call.address())) {
        return refused(
            work,
            "the host of "
                + call.address()
                + " is not allowed here: see the allowed hosts (--http-hosts)");
      }
      Following following = new Following(new Run(work), call);
      following.send(call.request());
      return following.run;
    } catch (IllegalArgumentException e) {
      return refused(work, e.getMessage());
    }
  }

  private static Execution refused(Work work, String reason) {
    return Execution.ended(WorkResult.failed(work, reason, ""));
  }

  private boolean isAllowed(URI address) {
    return hosts.isEmpty()
        || hosts.stream()
            .anyMatch(
                allowed ->
                    allowed.equalsIgnoreCase(address.getHost())
                        || allowed.equalsIgnoreCase(address.getHost() + ":" + port(address)));
  }

  private static int port(URI address) {
    return address.getPort() >= 0
        ? address.getPort()
        : address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  private static boolean isSamePlace(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  /** A call on its way to an answer that is its last. */
  private final class Following {
    private final Run run;
    private final HttpCall call;
    private final OutputLog log = new OutputLog(limit);
    private Duration pause = FIRST_PAUSE;
    private int redirections;
    private volatile Future<?> current = CompletableFuture.completedFuture(true);

    private Following(Run run, HttpCall call) {
      this.run = run;
      this.call = call;
      run.onCancel(
          () -> {
            run.end(WorkResult.canceled(run.work(), log.text()));
            current.cancel(true);
          });
    }

    /** What is under way; a stop that came just before still reaches it. */
    private void follow(Future<?> next) {
      current = next;
      if (run.isCanceled()) {
        next.cancel(true);
      }
    }

    private void send(HttpRequest request) {
      CompletableFuture<HttpResponse<byte[]>> answer =
          client.sendAsync(request, head -> new BoundedBody(limit));
      follow(answer);
      var unused =
          answer.handle(
              (response, fault) -> {
                try {
                  if (fault != null) {
                    run.fail(
                        call.method()
                            + " "
                            + request.uri()
                            + " failed: "
                            + HttpFaults.reason(fault),
                        log.text());
                  } else {
                    answered(request, response);
                  }
                } catch (IllegalArgumentException e) {
                  run.fail(e.getMessage(), log.text());
                }
                return true;
              });
    }

    private void answered(HttpRequest request, HttpResponse<byte[]> response) {
      int status = response.statusCode();
      log.line(request.method() + " " + request.uri() + " " + status);
      Optional<String> location = response.headers().firstValue("Location");
      boolean waits = status == 202 && location.isPresent() && !call.accepted().contains(202);
      boolean moves =
          List.of(301, 302, 303, 307, 308).contains(status)
              && location.isPresent()
              && !call.accepted().contains(status);
      if (waits || moves) {
        URI next = request.uri().resolve(location.get());
        if (next.getHost() == null || !isSamePlace(call.address(), next)) {
          run.fail(
              "the answer leads to another host, " + next + ", which is not called", log.text());
        } else if (waits) {
          later(next, response);
        } else {
          move(request, response, next);
        }
        return;
      }
      HttpAnswer answer =
          new HttpAnswer(status, new String(response.body(), StandardCharsets.UTF_8));
      if (call.accepts(status)) {
        run.succeed(answer.outputs(run.work().outputs()), log.text());
      } else {
        log.line(answer.body());
        run.fail(request.method() + " " + request.uri() + " was answered " + status, log.text());
      }
    }

    private void move(HttpRequest request, HttpResponse<byte[]> response, URI next) {
      redirections++;
      boolean repeats = response.statusCode() == 307 || response.statusCode() == 308;
      if (redirections > MOST_REDIRECTIONS) {
        run.fail("there are more than " + MOST_REDIRECTIONS + " redirections", log.text());
      } else if (repeats && !request.method().equals("GET")) {
        send(
            new HttpCall(next, call.method(), call.headers(), call.body(), call.accepted())
                .request());
      } else {
        send(call.following(next));
      }
    }

    /** Asks again; the location of an answer 202 may be where it came from. */
    private void later(URI next, HttpResponse<byte[]> response) {
      Duration wait = response.headers().firstValue("Retry-After").map(this::asked).orElse(pause);
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
      follow(
          timers.schedule(
              () -> send(call.following(next)), wait.toMillis(), TimeUnit.MILLISECONDS));
    }

    private Duration asked(String seconds) {
      return seconds.strip().matches("[0-9]{1,9}")
          ? Duration.ofSeconds(
              Math.min(LONGEST_ASKED_PAUSE.toSeconds(), Long.parseLong(seconds.strip())))
          : pause;
    }
  }
}
