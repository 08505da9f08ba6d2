package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.http.Shop.Order;
import orchestrator.flow.http.Shop.Receipt;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends what nobody of good will would send. */
@Timeout(60)
class HostileTest {
  private static final Flow<Order, Receipt> FLOW = Shop.flow();
  private static final String BODY =
      "{\"item\": \"tea\", \"pieces\": 1, \"byCard\": true, \"polls\": 0, \"notes\": []}";

  private final Shop shop = Shop.open();
  private final Map<String, RunResult<?>> told = new ConcurrentHashMap<>();
  private ServiceHost host;
  private HttpFlows runner;
  private URI messages;

  @BeforeEach
  void start() throws Exception {
    Service hanging =
        Service.named("stock")
            .commandAsync("reserve", Order.class, order -> new CompletableFuture<Order>())
            .commandAsync(
                "poll", Order.class, order -> CompletableFuture.completedFuture(order.polled()))
            .commandAsync("release", Order.class, CompletableFuture::completedFuture)
            .build();
    host = Shop.host(hanging, shop.cashier(), shop.post()).start();
    runner = Shop.flows(FLOW, host.address()).onEnd((run, how) -> told.put(run, how)).start();
    messages = runner.address().resolve("/messages");
  }

  @AfterEach
  void stop() {
    runner.close();
    host.close();
  }

  private static String message(String header) {
    return message(header, BODY);
  }

  private static String message(String header, String body) {
    return "{\"header\": {" + header.replace('\'', '"') + "}, \"body\": " + body + "}";
  }

  private void isRefused(String text, int status, String detail) {
    Http.Reply reply = Http.post(messages, text);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.detail()).contains(detail);
    assertThat(reply.response().headers().firstValue("content-type"))
        .contains("application/problem+json");
  }

  @Test
  void whatIsNoMessageIsRefusedInASentence() {
    isRefused("{", 400, "this is no message");
    isRefused("[]", 400, "this is no message");
    isRefused("{}", 400, "a message needs a body");
    isRefused("[".repeat(100_000), 400, "this is no message");
    isRefused("{\"body\": " + "[".repeat(100_000), 400, "this is no message");
    isRefused(message("'flow': 'none'"), 404, "there is no flow 'none' here");
    isRefused(message("'flow': 'order'", "{\"pieces\": \"many\"}"), 400, "is not of the type");
    isRefused(message("'flow': 'order', 'run': 'a/b'"), 400, "a run's id");
    isRefused(message("'flow': 'order', 'run': '" + "r".repeat(101) + "'"), 400, "a run's id");
    isRefused(message("'flow': 'order', 'retry': {'tries': -1}"), 400, "header");
    isRefused(message("'flow': 'order', 'fault': {'place': 'x'}"), 400, "first message");
    assertThat(Http.post(messages, BODY, "content-type", "text/plain").status()).isEqualTo(415);
    assertThat(Http.get(messages).status()).isEqualTo(405);
    assertThat(Http.get(runner.address().resolve("/nothing")).status()).isEqualTo(404);
    assertThat(Http.post(host.address().resolve("/messages/none"), BODY).detail())
        .isEqualTo("there is no service 'none' here; there are [cashier, post, stock]");
    assertThat(told).isEmpty();
  }

  @Test
  void aMessageThatIsTooLongIsRefused() {
    isRefused(message("'flow': '" + "x".repeat(5 << 20) + "'"), 413, "at most 4194304 bytes");
  }

  @Test
  void anAnswerThatCannotBeIsRefusedAndStartsNothing() {
    String run = "'flow': 'order', 'run': 'strange', ";
    isRefused(message(run + "'source': 'nowhere'"), 400, "has no block 'nowhere'");
    isRefused(message(run + "'source': 'reserve', 'laps': '1'"), 400, "the laps '1' do not fit");
    isRefused(message(run + "'source': 'poll'"), 400, "the laps '' do not fit");
    isRefused(message(run + "'source': 'poll', 'laps': '99999999999'"), 400, "do not fit");
    isRefused(message(run + "'source': '~reserve'"), 400, "is not what was to be undone");
    isRefused(message(run + "'source': '~poll', 'laps': '1'"), 400, "'~poll'");
    isRefused(
        message(run + "'source': 'card', 'toUndo': [{'visit': 'pack', 'body': {}}]"), 400, "pack");
    isRefused(
        message(run + "'source': 'card', 'toUndo': [{'visit': 'reserve', 'body': 7}]"),
        400,
        "is not of the type");
    isRefused(message(run + "'source': 'card'", "7"), 400, "is not of the type");
    assertThat(Http.post(messages, message(run + "'source': 'card'"), "answer", "x").status())
        .isEqualTo(400);
    assertThat(Http.get(runner.address().resolve("/runs/strange")).status()).isEqualTo(404);
    assertThat(told).isEmpty();
  }

  @Test
  void anAnswerChangesNothingOfItsRunButBodyAndAttributes() throws Exception {
    Run<Receipt> run = runner.start(FLOW, "mine", Order.of("glass", 1));
    Shop.await("sent", () -> Http.get(runner.address().resolve("/runs/mine")).status() == 200);
    String forged =
        "'flow': 'order', 'run': 'mine', 'source': 'reserve',"
            + " 'toUndo': [{'visit': 'card', 'body': "
            + BODY
            + "}], 'retry': {'tries': 9, 'firstMs': 1, 'longestMs': 1}";
    Http.Reply reply =
        Http.post(messages, message(forged, BODY.replace("tea", "glass")), "answer", "given");
    assertThat(reply.status()).as(reply.text()).isIn(200, 202);
    RunResult<Receipt> outcome = run.outcome().get(30, TimeUnit.SECONDS);
    assertThat(outcome.fault().place()).isEqualTo("send");
    assertThat(run.trail()).endsWith("send", "~card", "~reserve");
    assertThat(shop.count("refund glass")).isEqualTo(1);
  }

  @Test
  void anAnswerOfTheWrongTypeFailsItsVisit() throws Exception {
    Run<Receipt> run = runner.start(FLOW, "typed", Order.of("tea", 1));
    Shop.await("sent", () -> Http.get(runner.address().resolve("/runs/typed")).status() == 200);
    String header = "'flow': 'order', 'run': 'typed', 'source': 'reserve'";
    assertThat(Http.post(messages, message(header, "[1]")).status()).isEqualTo(200);
    assertThat(run.outcome().get(30, TimeUnit.SECONDS).fault().kind())
        .isEqualTo(Fault.Kind.SERVICE);
  }

  @Test
  void anAnswerOfAnotherPlaceOrFlowChangesNothing() {
    Run<Receipt> run = runner.start(FLOW, "stays", Order.of("tea", 1));
    String header = "'flow': 'order', 'run': 'stays', 'source': 'send'";
    String receipt = "{\"text\": \"free\", \"polls\": 0}";
    assertThat(Http.post(messages, message(header, receipt)).status()).isEqualTo(200);
    assertThat(run.outcome()).isNotDone();
    assertThat(run.trail()).isEmpty();
  }

  @Test
  void anAnswerGoesOnlyWhereItMay() throws Exception {
    String request = message("'flow': 'order', 'run': 'r', 'source': 'card', 'command': 'card'");
    URI cashier = host.address().resolve("/messages/cashier");
    for (String to :
        List.of(
            "http://example.org",
            "http://127.0.0.1.example.org/",
            "http://user@127.0.0.1:1/",
            "ftp://127.0.0.1/",
            "http://127.0.0.1:1/?x=y",
            "nothing")) {
      assertThat(Http.post(cashier, request, "answer-to", to).status()).as(to).isEqualTo(403);
    }
    assertThat(Http.post(cashier, request).status()).isEqualTo(403);
    assertThat(Http.post(cashier, message("'flow': 'order'")).status()).isEqualTo(400);
    try (ServiceHost strict = Shop.host(shop.cashier()).orchestrator(runner.address()).start()) {
      URI to = strict.address().resolve("/messages/cashier");
      assertThat(Http.post(to, request, "answer-to", "http://127.0.0.1:1").status()).isEqualTo(403);
      assertThat(Http.post(to, request).status()).isEqualTo(202);
      assertThat(Http.post(to, request, "answer-to", runner.address() + "/").status())
          .isEqualTo(202);
    }
    assertThat(shop.count("card tea")).isEqualTo(1);
  }

  @Test
  void webPagesAreKeptOut() {
    String first = message("'flow': 'order'");
    assertThat(Http.post(messages, first, "origin", "http://evil.example").status()).isEqualTo(403);
    URI rebound = URI.create("http://localtest.me:" + messages.getPort() + "/messages");
    assertThat(Raw.status(messages, "POST /messages HTTP/1.1\r\nHost: " + rebound.getAuthority()))
        .isEqualTo(403);
    assertThat(told).isEmpty();
  }

  @Test
  void withATokenOnlyWhoHasItIsHeard() throws Exception {
    String token = "a-token-of-the-shop";
    Shop open = Shop.open();
    try (ServiceHost services =
            Shop.host(open.stock(), open.cashier(), open.post()).token(token).start();
        HttpFlows with = Shop.flows(FLOW, services.address()).token(token).start();
        HttpFlows without = Shop.flows(FLOW, services.address()).start()) {
      assertThat(
              with.start(FLOW, Order.of("tea", 1)).outcome().get(30, TimeUnit.SECONDS).isFinished())
          .isTrue();
      RunResult<Receipt> refused =
          without.start(FLOW, Order.of("tea", 1)).outcome().get(30, TimeUnit.SECONDS);
      assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.UNREACHABLE);
      assertThat(refused.fault().reason()).contains("401").doesNotContain(token);

      URI to = with.address().resolve("/messages");
      String first = message("'flow': 'order'");
      assertThat(Http.post(to, first).status()).isEqualTo(401);
      assertThat(Http.post(to, first, "authorization", "Bearer wrong").status()).isEqualTo(401);
      assertThat(Http.post(to, first, "authorization", token).status()).isEqualTo(401);
      assertThat(Http.get(with.address().resolve("/runs/x")).status()).isEqualTo(401);
      assertThat(Http.post(to, first, "authorization", "bearer " + token).status()).isEqualTo(202);
    }
  }
}
