package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.flow.Block;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Retry;
import orchestrator.flow.http.Shop.Order;
import orchestrator.flow.http.Shop.Receipt;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.CommandResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60)
class DeliveryTest {
  private static final Block<Order, Order> ASK =
      Block.named("ask", Order.class, Order.class).asks("stock");
  private static final Flow<Order, Order> ONE = Flow.named("one", Order.class).then(ASK).build();
  private static final Order TEA = Order.of("tea", 1);

  private final AtomicInteger calls = new AtomicInteger();

  private static <T> RunResult<T> outcome(Run<T> run) throws Exception {
    return run.outcome().get(30, TimeUnit.SECONDS);
  }

  private Service counting() {
    return Service.of(
        "stock",
        Order.class,
        order -> {
          calls.incrementAndGet();
          return order;
        });
  }

  private static HttpFlowsBuilder one(URI stock) {
    return flows(ONE, stock);
  }

  private static HttpFlowsBuilder flows(Flow<?, ?> flow, URI stock) {
    return HttpFlows.builder(List.of(flow))
        .service("stock", stock)
        .backoff(Duration.ofMillis(10), Duration.ofMillis(50))
        .asking(Duration.ofMillis(30), Duration.ofMillis(100));
  }

  /** Where nobody listens. */
  private URI nowhere() throws Exception {
    try (ServiceHost host = Shop.host(counting()).start()) {
      return host.address();
    }
  }

  @Test
  void aRequestThatComesTwiceIsDoneOnceAndItsAnswerSentAgain() throws Exception {
    ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    try (Server orchestrator = answering(answers, HttpStatus.OK);
        ServiceHost host = Shop.host(counting()).start()) {
      String request =
          """
          {"header": {"run": "r", "flow": "one", "source": "ask"},
           "body": {"item": "tea", "pieces": 1, "byCard": true, "polls": 0, "notes": []}}
          """;
      String to = "http://127.0.0.1:" + orchestrator.activeLocalPort();
      URI stock = host.address().resolve("/messages/stock");
      assertThat(Http.post(stock, request, "answer-to", to).status()).isEqualTo(202);
      Shop.await("answered", () -> answers.size() == 1);
      // While the host does not know yet that its answer was taken, a repeated request changes
      // nothing.
      Shop.await(
          "answered again",
          () -> {
            assertThat(Http.post(stock, request, "answer-to", to).status()).isEqualTo(202);
            return answers.size() >= 2;
          });
      assertThat(Set.copyOf(answers)).hasSize(1);
      assertThat(calls).hasValue(1);

      String other = request.replace("\"tea\"", "\"milk\"");
      assertThat(Http.post(stock, other, "answer-to", to).status()).isEqualTo(202);
      Shop.await("another message is done", () -> calls.get() == 2);
    }
  }

  private static Server answering(ConcurrentLinkedQueue<String> bodies, HttpStatus status) {
    Server server =
        Server.builder()
            .http(0)
            .service(
                "/messages",
                (context, request) ->
                    HttpResponse.of(
                        request
                            .aggregate()
                            .thenApply(
                                body -> {
                                  bodies.add(body.contentUtf8());
                                  return HttpResponse.of(status);
                                })))
            .build();
    server.start().join();
    return server;
  }

  @Test
  void aServiceThatIsBusyIsAskedAgainWhenItSays() throws Exception {
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    try (ServiceHost host = Shop.host(counting()).start();
        Server busy =
            Server.builder()
                .http(0)
                .service(
                    "/messages/stock",
                    (context, request) -> {
                      times.add(System.nanoTime());
                      return times.size() == 1
                          ? HttpResponse.of(
                              ResponseHeaders.of(
                                  HttpStatus.TOO_MANY_REQUESTS, HttpHeaderNames.RETRY_AFTER, "1"))
                          : WebClient.of(host.address()).execute(request);
                    })
                .build()) {
      busy.start().join();
      try (HttpFlows runner =
          one(URI.create("http://127.0.0.1:" + busy.activeLocalPort())).start()) {
        assertThat(outcome(runner.start(ONE, TEA)).result()).contains(TEA);
      }
    }
    assertThat(times.size()).isGreaterThanOrEqualTo(2);
    long first = times.poll();
    assertThat(times.poll() - first).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void aCommandIsTriedAsOftenAsItsVisitSays() throws Exception {
    Service failing =
        Service.of(
            "stock",
            Order.class,
            order -> {
              if (calls.incrementAndGet() % 3 != 0) {
                throw new IllegalStateException("try " + calls);
              }
              return order;
            });
    Retry tries = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2));
    Flow<Order, Order> flow =
        Flow.named("tried", Order.class).then(ASK, visit -> visit.retry(tries)).build();
    try (ServiceHost host = Shop.host(failing).start();
        HttpFlows runner = flows(flow, host.address()).start()) {
      assertThat(outcome(runner.start(flow, TEA)).isFinished()).isTrue();
    }
    assertThat(calls).hasValue(3);
    try (ServiceHost host = Shop.host(failing).start();
        HttpFlows runner = one(host.address()).start()) {
      assertThat(outcome(runner.start(ONE, TEA)).fault().text()).isEqualTo("ask failed: try 4");
    }
  }

  @Test
  void anAnswerThatDoesNotComeInTimeFailsTheVisit() throws Exception {
    CompletableFuture<Order> never = new CompletableFuture<>();
    Service hanging =
        Service.named("stock")
            .commandAsync("wait", Order.class, order -> never)
            .defaultCommand("wait")
            .build();
    Flow<Order, Order> flow =
        Flow.named("timed", Order.class)
            .then(ASK, visit -> visit.timeout(Duration.ofMillis(100)))
            .build();
    try (ServiceHost host = Shop.host(hanging).start();
        HttpFlows runner = flows(flow, host.address()).start()) {
      Run<Order> run = runner.start(flow, TEA);
      assertThat(outcome(run).fault().kind()).isEqualTo(Fault.Kind.TIMEOUT);
      never.complete(TEA);
      assertThat(run.trail()).containsExactly("ask");
    }
  }

  @Test
  void aServiceMayGiveNothing() throws Exception {
    Service quiet =
        Service.named("stock")
            .process("ask", Order.class, (message, scope) -> CommandResult.NOTHING)
            .defaultCommand("ask")
            .build();
    try (ServiceHost host = Shop.host(quiet).start();
        HttpFlows runner = one(host.address()).start()) {
      assertThat(outcome(runner.start(ONE, TEA)).status()).isEqualTo(RunResult.Status.STOPPED);
    }
  }

  @Test
  void attributesTravelWithTheAnswer() throws Exception {
    Service marking =
        Service.named("stock")
            .process(
                "ask",
                Order.class,
                (message, scope) -> CommandResult.of(message.withAttribute("colour", "blue")))
            .defaultCommand("ask")
            .build();
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    Flow<Order, Order> flow =
        Flow.named("marked", Order.class)
            .then(ASK)
            .then(
                Block.named("again", Order.class, Order.class)
                    .asks("stock")
                    .before(
                        message -> {
                          seen.add(message.header().attribute("colour").orElse(""));
                          return message;
                        }))
            .build();
    try (ServiceHost host = Shop.host(marking).start();
        HttpFlows runner = flows(flow, host.address()).start()) {
      assertThat(outcome(runner.start(flow, TEA)).isFinished()).isTrue();
    }
    assertThat(seen).containsExactly("blue");
  }

  @Test
  void whatIsWrongWithARequestIsTheServicesFailure() throws Exception {
    Service other = Service.named("stock").command("sell", Integer.class, pieces -> pieces).build();
    Flow<Order, Order> wrong =
        Flow.named("wrong", Order.class)
            .then(Block.named("ask", Order.class, Order.class).asks("stock", "sell"))
            .build();
    try (ServiceHost host = Shop.host(other).start()) {
      try (HttpFlows runner = one(host.address()).start()) {
        assertThat(outcome(runner.start(ONE, TEA)).fault().text())
            .isEqualTo("ask failed: the service 'stock' has no command ''; it has [sell]");
      }
      try (HttpFlows runner = flows(wrong, host.address()).start()) {
        assertThat(outcome(runner.start(wrong, TEA)).fault().text())
            .startsWith("ask failed: the body is not of the type java.lang.Integer");
      }
    }
  }

  @Test
  void whatAServiceGivesThatItsBlockDoesNotIsItsFailure() throws Exception {
    Service wrong = Service.of("stock", Order.class, order -> List.of(1, 2));
    try (ServiceHost host = Shop.host(wrong).start();
        HttpFlows runner = one(host.address()).start()) {
      RunResult<Order> outcome = outcome(runner.start(ONE, TEA));
      assertThat(outcome.fault().kind()).isEqualTo(Fault.Kind.SERVICE);
      assertThat(outcome.fault().reason())
          .startsWith("what the service 'stock' gave is not what the block 'ask' gives:");
    }
  }

  @Test
  void anAnswerThatIsTooLongFailsItsVisitAndIsADeadLetter() throws Exception {
    Service wordy = Service.of("stock", Order.class, order -> order.withNote("x".repeat(100_000)));
    try (ServiceHost host = Shop.host(wordy).start();
        HttpFlows runner = one(host.address()).mostBytes(50_000).start()) {
      RunResult<Order> outcome = outcome(runner.start(ONE, TEA));
      assertThat(outcome.fault().reason()).contains("413").contains("at most 50000 bytes");
      assertThat(host.deadLetters().list())
          .singleElement()
          .satisfies(letter -> assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.GIVEN));
    }
  }

  @Test
  void whatNobodyTakesBecomesADeadLetterThatCanBeSentAgain(@TempDir Path folder) throws Exception {
    URI away = nowhere();
    try (FileDeadLetters letters = FileDeadLetters.open(folder.resolve("dead.jsonl"));
        HttpFlows runner =
            one(away).patience(Duration.ofMillis(100)).deadLetters(letters).start()) {
      Run<Order> run = runner.start(ONE, "lost", TEA);
      RunResult<Order> outcome = outcome(run);
      assertThat(outcome.fault().kind()).isEqualTo(Fault.Kind.UNREACHABLE);
      assertThat(outcome.fault().reason()).contains("cannot be reached");
      DeadLetter letter = runner.deadLetters().list().get(0);
      assertThat(letter.id()).isEqualTo("request lost/ask");

      try (ServiceHost back = Shop.host(counting()).listen(Shop.at(away)).start()) {
        runner.resend(letter);
        URI seen = runner.address().resolve("/runs/lost");
        Shop.await("ended", () -> Http.get(seen).text().contains("finished"));
        assertThat(runner.deadLetters().list()).isEmpty();
        assertThat(back.deadLetters().list()).isEmpty();
      }
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void aDeadLetterOfARunThatWasUndoneIsNotSentAgain() throws Exception {
    Flow<Order, Order> flow =
        Flow.named("undone", Order.class)
            .then(ASK, visit -> visit.undoneBy(ASK))
            .then(Block.named("then", Order.class, Order.class).asks("away"))
            .build();
    try (ServiceHost host = Shop.host(counting()).start();
        HttpFlows runner =
            flows(flow, host.address())
                .service("away", nowhere())
                .patience(Duration.ofMillis(100))
                .start()) {
      Run<Order> run = runner.start(flow, "run", TEA);
      assertThat(outcome(run).fault().kind()).isEqualTo(Fault.Kind.UNREACHABLE);
      assertThat(run.trail()).containsExactly("ask", "then", "~ask");
      DeadLetter letter = runner.deadLetters().list().get(0);
      assertThatThrownBy(() -> runner.resend(letter))
          .hasMessage("what the run 'run' had done was undone; start it again");
      assertThat(runner.deadLetters().list()).hasSize(1);
    }
  }

  @Test
  void whatCannotBeUndoneIsTold() throws Exception {
    Flow<Order, Receipt> flow =
        Flow.named("undone", Order.class)
            .then(
                Block.named("ask", Order.class, Order.class).asks("stock"),
                visit ->
                    visit.undoneBy(
                        Block.named("back", Order.class, Order.class).asks("stock", "no such")))
            .then(Block.named("fail", Order.class, Receipt.class).asks("stock", "fail"))
            .build();
    Service stock =
        Service.named("stock")
            .process(
                "ask",
                Order.class,
                (message, scope) -> {
                  if (!message.header().command().isEmpty()) {
                    throw new IllegalStateException("no " + message.header().command());
                  }
                  return CommandResult.of(message);
                })
            .defaultCommand("ask")
            .build();
    try (ServiceHost host = Shop.host(stock).start();
        HttpFlows runner = flows(flow, host.address()).start()) {
      assertThat(outcome(runner.start(flow, TEA)).fault().text())
          .isEqualTo("fail failed: no fail; not undone: ~ask: no no such");
    }
  }

  @Test
  void anAnswerThatCouldNotBeBroughtCanBeSentAgain() throws Exception {
    URI gone;
    try (HttpFlows runner = one(nowhere()).start()) {
      gone = runner.address();
    }
    try (ServiceHost host = Shop.host(counting()).patience(Duration.ofMillis(100)).start()) {
      String request =
          """
          {"header": {"run": "r", "flow": "one", "source": "ask"},
           "body": {"item": "tea", "pieces": 1, "byCard": true, "polls": 0, "notes": []}}
          """;
      URI stock = host.address().resolve("/messages/stock");
      Http.post(stock, request, "answer-to", gone.toString());
      Shop.await("dead", () -> host.deadLetters().list().size() == 1);
      DeadLetter letter = host.deadLetters().list().get(0);
      assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.GIVEN);
      try (HttpFlows runner = one(host.address()).listen(Shop.at(gone)).start()) {
        assertThatThrownBy(() -> runner.resend(letter))
            .isInstanceOf(IllegalArgumentException.class);
        host.resend(letter);
        URI seen = runner.address().resolve("/runs/r");
        Shop.await("ended", () -> Http.get(seen).text().contains("finished"));
      }
      assertThat(host.deadLetters().list()).isEmpty();
    }
  }
}
