package orchestrator.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.ExecutorSettings.Limits;
import orchestrator.executor.TestSettings;
import orchestrator.executor.WorkResult;
import orchestrator.executor.WorkResult.Status;
import orchestrator.executor.Works;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEngineTest {
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private LocalExecutor executor = new LocalExecutor(ExecutorSettings.DEFAULT);
  private HttpServer server;
  private String url = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    use(Allowed.engines("http"), Limits.DEFAULT);
  }

  @AfterEach
  void stop() {
    executor.close();
    server.stop(0);
  }

  private void use(Allowed allowed, Limits limits) {
    executor.close();
    executor = new LocalExecutor(ExecutorSettings.DEFAULT.with(allowed).with(limits));
  }

  private interface Answer {
    void to(HttpExchange call) throws IOException;
  }

  private void at(String path, Answer answer) {
    server.createContext(
        path,
        call -> {
          String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          seen.add(call.getRequestMethod() + " " + call.getRequestURI() + " " + body);
          answer.to(call);
          call.close();
        });
  }

  private static void say(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
  }

  private static void lead(HttpExchange call, int status, String location) throws IOException {
    call.getResponseHeaders().add("Location", location);
    say(call, status, "");
  }

  private WorkResult run(Works works) {
    return executor.start(works.work()).outcome().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void aCallSetsTheWantedOutputs() {
    at(
        "/x",
        call -> say(call, 201, "{\"a\":\"ä\",\"n\":1.50,\"b\":true,\"o\":{\"k\":[1]},\"z\":null}"));

    WorkResult outcome =
        run(
            Works.of("http", url + "/x?q=1", "body=hello", "header=X-Mine: 1")
                .wants("status", "a", "n", "b", "o", "none"));

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.outputs())
        .isEqualTo(
            Map.of(
                "status",
                "201",
                "a",
                "ä",
                "n",
                "1.5",
                "b",
                "true",
                "o",
                "{\"k\":[1]}",
                "none",
                ""));
    assertThat(seen).containsExactly("POST /x?q=1 hello");
    assertThat(run(Works.of("http", url + "/x").wants("body")).outputs().get("body"))
        .startsWith("{\"a\"");
    assertThat(outcome.log()).isEqualTo("POST " + url + "/x?q=1 201\n");
  }

  @Test
  void headersAndMethodAreSent() {
    at(
        "/",
        call -> say(call, 200, call.getRequestMethod() + call.getRequestHeaders().get("X-Mine")));

    assertThat(
            run(Works.of("http", url, "method=put", "header=X-Mine: 1", "header=x-mine:2")
                    .wants("body"))
                .outputs())
        .containsEntry("body", "PUT[1, 2]");
  }

  @Test
  void onlyAcceptedStatusesAreASuccess() {
    at("/missing", call -> say(call, 404, "not here"));

    WorkResult outcome = run(Works.of("http", url + "/missing"));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).isEqualTo("GET " + url + "/missing was answered 404");
    assertThat(outcome.log()).endsWith("not here\n");
    assertThat(run(Works.of("http", url + "/missing", "accept=200,404")).status())
        .isEqualTo(Status.SUCCEEDED);
    assertThat(run(Works.of("http", url + "/missing", "accept=200")).status())
        .isEqualTo(Status.FAILED);
  }

  @Test
  void anAcceptedCallIsFollowedToItsEnd() {
    AtomicInteger asked = new AtomicInteger();
    at("/start", call -> lead(call, 202, "/job/1"));
    at(
        "/job",
        call -> {
          if (asked.incrementAndGet() < 4) {
            lead(call, 202, "/job/1");
          } else {
            say(call, 200, "{\"result\":\"42\"}");
          }
        });

    WorkResult outcome = run(Works.of("http", url + "/start", "body=x").wants("result"));

    assertThat(outcome.outputs()).containsEntry("result", "42");
    assertThat(seen).hasSize(5).startsWith("POST /start x", "GET /job/1 ");
  }

  @Test
  void anAcceptedCallMayItselfBeWhatIsWanted() {
    at("/start", call -> lead(call, 202, "/job/1"));

    assertThat(run(Works.of("http", url + "/start", "accept=202")).status())
        .isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void redirectionsAreFollowedHereAndNowhereElse() {
    at("/old", call -> lead(call, 302, "/new"));
    at("/keep", call -> lead(call, 307, "/new"));
    at("/new", call -> say(call, 200, ""));
    at("/round", call -> lead(call, 302, "/round"));
    at("/away", call -> lead(call, 302, "http://localhost:1/x"));
    at("/wait", call -> lead(call, 202, "http://localhost:1/x"));

    assertThat(run(Works.of("http", url + "/old", "body=x")).reason()).isEmpty();
    assertThat(run(Works.of("http", url + "/keep", "body=x")).reason()).isEmpty();
    assertThat(seen).containsExactly("POST /old x", "GET /new ", "POST /keep x", "POST /new x");
    assertThat(run(Works.of("http", url + "/round")).reason())
        .isEqualTo("there are more than 5 redirections");
    for (String path : List.of("/away", "/wait")) {
      assertThat(run(Works.of("http", url + path)).reason())
          .isEqualTo("the answer leads to another host, http://localhost:1/x, which is not called");
    }
  }

  @Test
  void anAnswerThatIsTooLongIsAFailure() {
    use(Allowed.engines("http"), Limits.DEFAULT.withLogBytes(1000));
    at("/long", call -> say(call, 200, "x".repeat(100_000)));

    assertThat(run(Works.of("http", url + "/long")).reason())
        .isEqualTo("GET " + url + "/long failed: the answer is longer than 1000 bytes");
  }

  @Test
  void whatCannotBeCalledIsAFailure() {
    server.stop(0);

    assertThat(run(Works.of("http", url)).reason())
        .isEqualTo("GET " + url + " failed: the connection was refused");
    for (String wrong : List.of("", "file:///etc/passwd", "http://", "http://u:p@h/", "a b")) {
      assertThat(run(Works.of("http", wrong)).reason())
          .isEqualTo(
              "the artifact "
                  + wrong
                  + " is no address of HTTP without a user, such as http://host:8080/path");
    }
    for (String wrong :
        List.of("x", "else=1", "header=x", "header=X: a\rb", "accept=2", "method=a b")) {
      assertThat(run(Works.of("http", url, wrong)).status()).isEqualTo(Status.FAILED);
    }
    assertThat(run(Works.of("http", url, "header=Connection: close")).status())
        .isEqualTo(Status.FAILED);
  }

  @Test
  void onlyAllowedHostsAreCalled() {
    at("/", call -> say(call, 200, ""));
    use(TestSettings.onlyHttpHosts("127.0.0.1"), Limits.DEFAULT);
    assertThat(run(Works.of("http", url)).status()).isEqualTo(Status.SUCCEEDED);

    use(TestSettings.onlyHttpHosts("127.0.0.1:1", "example.org"), Limits.DEFAULT);
    assertThat(run(Works.of("http", url)).reason())
        .isEqualTo(
            "the host of " + url + " is not allowed here: see the allowed hosts (--http-hosts)");
  }

  @Test
  void aCallThatHangsIsStopped() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    at(
        "/hang",
        call -> {
          called.countDown();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Execution execution = executor.start(Works.of("http", url + "/hang").work());
    called.await();

    execution.cancel();

    assertThat(execution.outcome().join().status()).isEqualTo(Status.CANCELED);
    over.countDown();
    at("/slow", call -> lead(call, 202, "/slow"));
    assertThat(run(Works.of("http", url + "/slow").within(Duration.ofMillis(500))).reason())
        .isEqualTo("it ran longer than 0.5 s");
  }
}
