package orchestrator.executor.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.WorkResult;
import orchestrator.executor.WorkResult.Status;
import orchestrator.executor.Works;
import orchestrator.executor.certificate.Certificates;
import orchestrator.executor.local.LocalExecutor;
import orchestrator.executor.server.ExecutorServer;
import orchestrator.executor.server.ServerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RemoteExecutorTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration PATIENCE = Duration.ofMillis(700);

  @TempDir private Path folder;
  private LocalExecutor local;
  private ExecutorServer server;
  private RemoteExecutor remote;
  private final List<AutoCloseable> more = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    Certificates.make(folder, "executor", "-ecdsa-curve", "P256");
    Certificates.make(folder, "orchestrator", "-ecdsa-curve", "P256");
    serve(ANY);
    remote =
        new RemoteExecutor(at("https://127.0.0.1:" + server.address().getPort() + "/v1", true));
  }

  private void serve(InetSocketAddress address) throws IOException {
    local =
        new LocalExecutor(ExecutorSettings.DEFAULT.with(Allowed.engines("nil", "sleep", "shell")));
    server =
        ExecutorServer.open(
            new ServerSettings(address, Optional.of(Certificates.executor(folder))), local);
  }

  private RemoteSettings at(String url, boolean tls) {
    return RemoteSettings.DEFAULT
        .at(URI.create(url), tls ? Certificates.orchestrator(folder) : Optional.empty())
        .with(PATIENCE, Duration.ofMillis(50));
  }

  @AfterEach
  void stop() throws Exception {
    remote.close();
    server.close();
    local.close();
    for (AutoCloseable one : more) {
      one.close();
    }
  }

  private static WorkResult join(Execution execution) {
    return execution.outcome().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private WorkResult run(Works works) {
    return join(remote.start(works.work()));
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    for (int i = 0; i < 6000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aNodeRunsThereWithAllThatItHas() {
    WorkResult outcome =
        run(
            Works.script("echo a=$MINE-$ORCHESTRATOR_ATTEMPT")
                .attempt("k/1")
                .variables(Map.of("MINE", "ä"))
                .wants("a", "b"));

    assertThat(outcome).isEqualTo(WorkResult.succeeded(Map.of("a", "ä-k/1", "b", ""), "a=ä-k/1\n"));
    assertThat(remote.name()).isEqualTo("self");
    assertThat(remote.isHealthy()).isTrue();
  }

  @Test
  void aFailureTellsWhy() {
    WorkResult outcome = run(Works.script("echo no >&2; exit 7"));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).endsWith("sh ended with exit code 7");
    assertThat(outcome.log()).isEqualTo("no\n");
    assertThat(run(Works.of("sleep", "", "seconds=100").within(Duration.ofMillis(60))).reason())
        .isEqualTo("it ran longer than 0.06 s");
  }

  @Test
  void theEndIsKnownAsSoonAsItComes() {
    long start = System.nanoTime();

    run(Works.of("sleep", "", "milliseconds=1"));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aStopReachesWhatRunsThere() throws Exception {
    Execution execution = remote.start(Works.of("sleep", "", "seconds=100").work());
    await(() -> local.running() == 1);

    execution.cancel();

    assertThat(join(execution).status()).isEqualTo(Status.CANCELED);
    await(() -> local.running() == 0);
  }

  @Test
  void aStopThatComesAtOnceReachesItToo() throws Exception {
    for (int i = 0; i < 20; i++) {
      Execution execution = remote.start(Works.of("sleep", "", "seconds=100").work());
      execution.cancel();
      assertThat(join(execution).status()).isEqualTo(Status.CANCELED);
    }

    await(() -> local.running() == 0);
  }

  @Test
  void closingStopsWhatRunsThere() throws Exception {
    Execution execution = remote.start(Works.of("sleep", "", "seconds=100").work());
    await(() -> local.running() == 1);

    remote.close();

    assertThat(join(execution).status()).isEqualTo(Status.CANCELED);
    await(() -> local.running() == 0);
    assertThat(remote.isHealthy()).isFalse();
  }

  @Test
  void aLaterAttemptStopsAnEarlierOne() throws Exception {
    Execution first = remote.start(Works.of("sleep", "", "seconds=100").attempt("t/1").work());
    await(() -> local.running() == 1);

    WorkResult second = run(Works.of("sleep", "", "milliseconds=1").attempt("t/2"));

    assertThat(second.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(join(first).status()).isEqualTo(Status.LOST);
    assertThat(join(first).reason()).isEqualTo("executor self has stopped it");
    run(Works.of("nil", "").attempt("t/4"));
    assertThat(run(Works.of("nil", "").attempt("t/3")).reason())
        .isEqualTo("executor self has not taken it: attempt 4 of the same task has come already");
  }

  @Test
  void anExecutorThatIsGoneForTooLongHasLostTheNode() throws Exception {
    Execution execution = remote.start(Works.of("sleep", "", "seconds=100").work());
    await(() -> local.running() == 1);

    server.close();

    WorkResult outcome = join(execution);
    assertThat(outcome.status()).isEqualTo(Status.LOST);
    assertThat(outcome.reason()).startsWith("executor self cannot be reached: ");
    await(() -> !remote.isHealthy());
  }

  @Test
  void anExecutorThatHasForgottenTheNodeHasLostIt() throws Exception {
    Execution execution = remote.start(Works.of("sleep", "", "seconds=100").work());
    await(() -> local.running() == 1);
    int port = server.address().getPort();

    server.close();
    local.close();
    for (int i = 0; ; i++) {
      try {
        serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        break;
      } catch (IOException e) {
        assertThat(i).isLessThan(2000);
        Thread.sleep(5);
      }
    }

    WorkResult outcome = join(execution);
    assertThat(outcome.status()).isEqualTo(Status.LOST);
    await(() -> remote.isHealthy());
  }

  @Test
  void anExecutorThatIsNotThereLosesTheNode() throws Exception {
    try (RemoteExecutor nobody = new RemoteExecutor(at("https://127.0.0.1:1/v1", true))) {
      for (String attempt : List.of("", "k/1")) {
        WorkResult outcome = join(nobody.start(Works.of("nil", "").attempt(attempt).work()));
        assertThat(outcome.status()).isEqualTo(Status.LOST);
      }
      await(() -> !nobody.isHealthy());
    }
  }

  @Test
  void anExecutorWithAForeignCertificateIsNotAsked() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Certificates.make(other, "executor");
    Certificates.make(other, "orchestrator");
    try (RemoteExecutor stranger =
        new RemoteExecutor(
            RemoteSettings.DEFAULT
                .at(
                    URI.create("https://127.0.0.1:" + server.address().getPort() + "/v1"),
                    Certificates.orchestrator(other))
                .with(PATIENCE, Duration.ofMillis(50)))) {
      await(() -> !stranger.isHealthy());
      assertThat(join(stranger.start(Works.of("nil", "").attempt("k/1").work())).status())
          .isEqualTo(Status.LOST);
    }
  }

  /** As the suite's own executor: it knows neither waiting nor deleting, nor anything new. */
  private RemoteExecutor oldExecutor(List<String> calls, AtomicInteger polls) throws IOException {
    HttpServer old =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    old.createContext(
        "/v1",
        call -> {
          String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String what = call.getRequestMethod() + " " + call.getRequestURI();
          int status = 200;
          String answer;
          if (what.equals("GET /v1/ping")) {
            answer = "{\"status\":\"success\"}";
          } else if (what.equals("POST /v1/tasks")) {
            calls.add(what + " " + body);
            status = body.contains("refuse") ? 400 : 202;
            answer = status == 202 ? "{\"id\":\"0123abc\"}" : "{\"Offset\":2}";
          } else if (what.equals("GET /v1/tasks/0123abc")) {
            int left = polls.decrementAndGet();
            answer = "{\"id\":0,\"state\":" + (left > 0 ? 2 : 3) + ",\"output\":{\"a\":\"1\"}}";
          } else {
            calls.add(what);
            status = 404;
            answer = "404 page not found";
          }
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(status, bytes.length);
          call.getResponseBody().write(bytes);
          call.close();
        });
    old.start();
    RemoteExecutor executor =
        new RemoteExecutor(at("http://127.0.0.1:" + old.getAddress().getPort() + "/v1/", false));
    more.add(executor);
    more.add(() -> old.stop(0));
    return executor;
  }

  @Test
  void anExecutorOfOldIsPolled() throws Exception {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    RemoteExecutor executor = oldExecutor(calls, new AtomicInteger(4));

    WorkResult outcome = join(executor.start(Works.of("shell", "x", "y").wants("a").work()));

    assertThat(outcome).isEqualTo(WorkResult.succeeded(Map.of("a", "1"), ""));
    assertThat(calls)
        .containsExactly(
            "POST /v1/tasks {\"id\":0,\"state\":2,\"name\":\"some node\",\"engine\":\"shell\","
                + "\"artifact\":\"x\",\"args\":[\"y\"],\"output\":{\"a\":\"\"}}\n");
    assertThat(join(executor.start(Works.of("refuse", "").work())).reason())
        .isEqualTo("executor self has refused it with status 400: {\"Offset\":2}");
  }

  @Test
  void anExecutorOfOldIsHeldToTimeOutsAndStopsFromHere() throws Exception {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    RemoteExecutor executor = oldExecutor(calls, new AtomicInteger(1_000_000));

    WorkResult late =
        join(executor.start(Works.of("shell", "x").within(Duration.ofMillis(200)).work()));

    assertThat(late.status()).isEqualTo(Status.FAILED);
    assertThat(late.reason()).isEqualTo("it ran longer than 0.2 s");
    assertThat(calls).last().isEqualTo("DELETE /v1/tasks/0123abc");
    Execution execution = executor.start(Works.of("shell", "x").work());
    await(() -> calls.size() == 3);
    execution.cancel();
    assertThat(join(execution).status()).isEqualTo(Status.CANCELED);
  }

  @Test
  void onlySoManyRunThereAtATime() throws Exception {
    try (RemoteExecutor narrow =
        new RemoteExecutor(
            at("https://127.0.0.1:" + server.address().getPort() + "/v1", true).with(2, 1))) {
      List<Execution> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(narrow.start(Works.of("sleep", "", "seconds=100").work()));
      }

      assertThat(join(all.get(3)).reason())
          .isEqualTo("the queue of executor self is full: 1 works wait in it");
      await(() -> local.running() == 2);
      all.forEach(Execution::cancel);
      all.forEach(RemoteExecutorTest::join);
    }
  }

  @Test
  void manyRunThereSideBySide() {
    List<Execution> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(remote.start(Works.of("sleep", "", "milliseconds=5").attempt("t" + i + "/1").work()));
    }

    assertThat(all)
        .allSatisfy(execution -> assertThat(join(execution).status()).isEqualTo(Status.SUCCEEDED));
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> at("http://192.0.2.1/v1", false))
        .hasMessageContaining("is not on this machine");
    assertThatThrownBy(() -> at("ftp://127.0.0.1/v1", false)).hasMessageContaining("https://");
    assertThatThrownBy(() -> at("https://127.0.0.1/v1", false))
        .hasMessageContaining("needs certificates");
    assertThatThrownBy(
            () ->
                new RemoteExecutor(
                    RemoteSettings.DEFAULT.at(
                        URI.create("https://127.0.0.1/v1"),
                        Certificates.orchestrator(folder.resolve("none")))))
        .hasMessage("cannot use " + folder + "/none/orchestrator.pem: there is no such file");
  }
}
