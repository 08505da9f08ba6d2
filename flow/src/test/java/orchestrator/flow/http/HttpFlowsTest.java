package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.Flow;
import orchestrator.flow.http.Shop.Order;
import orchestrator.flow.http.Shop.Receipt;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.InMemoryFlows;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.run.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpFlowsTest {
  private static final Flow<Order, Receipt> FLOW = Shop.flow();

  private record Ended(RunResult<Receipt> outcome, List<String> trail) {}

  private static Ended run(FlowRunner runner, Order order) throws Exception {
    Run<Receipt> run = runner.start(FLOW, order);
    RunResult<Receipt> outcome = run.outcome().get(30, TimeUnit.SECONDS);
    return new Ended(outcome, run.trail());
  }

  private static Ended inMemory(Order order) throws Exception {
    Shop shop = Shop.open();
    try (FlowRunner runner =
        InMemoryFlows.of(List.of(FLOW), shop.stock(), shop.cashier(), shop.post())) {
      return run(runner, order);
    }
  }

  private static Ended overHttp(Order order) throws Exception {
    Shop shop = Shop.open();
    try (ServiceHost stock = Shop.host(shop.stock()).start();
        ServiceHost others = Shop.host(shop.cashier(), shop.post()).start();
        HttpFlows runner =
            HttpFlows.builder(List.of(FLOW))
                .service("stock", stock.address())
                .service("cashier", others.address())
                .service("post", others.address())
                .start()) {
      return run(runner, order);
    }
  }

  private static void isTheSame(Order order, RunResult.Status status) throws Exception {
    Ended expected = inMemory(order);
    Ended ended = overHttp(order);

    assertThat(ended.outcome()).isEqualTo(expected.outcome());
    assertThat(ended.outcome().status()).isEqualTo(status);
    // The branches of the fork may come in either order.
    assertThat(ended.trail()).containsExactlyInAnyOrderElementsOf(expected.trail());
    assertThat(ended.trail().stream().filter(HttpFlowsTest::isOutsideOfTheFork).toList())
        .isEqualTo(expected.trail().stream().filter(HttpFlowsTest::isOutsideOfTheFork).toList());
  }

  private static boolean isOutsideOfTheFork(String place) {
    return !place.equals("pack") && !place.equals("tell");
  }

  @Test
  void aFlowWithChoiceLoopAndForkGivesWhatItGivesInMemory() throws Exception {
    isTheSame(Order.of("tea", 3), RunResult.Status.FINISHED);
    isTheSame(new Order("tea", 3, false, 0, List.of()), RunResult.Status.FINISHED);
  }

  @Test
  void aRunThatFailsIsUndoneAsInMemory() throws Exception {
    isTheSame(Order.of("gold", 1), RunResult.Status.FAILED);
    isTheSame(Order.of("glass", 1), RunResult.Status.FAILED);
  }

  @Test
  void aRunIsSeenByHttp() throws Exception {
    Shop shop = Shop.open();
    Map<String, RunResult<?>> told = new ConcurrentHashMap<>();
    try (ServiceHost host = Shop.host(shop.stock(), shop.cashier(), shop.post()).start();
        HttpFlows runner =
            Shop.flows(FLOW, host.address()).onEnd((run, how) -> told.put(run, how)).start()) {
      Run<Receipt> run = runner.start(FLOW, "one", Order.of("tea", 3));
      RunResult<Receipt> outcome = run.outcome().get(30, TimeUnit.SECONDS);

      Http.Reply seen = Http.get(runner.address().resolve("/runs/one"));
      assertThat(seen.status()).isEqualTo(200);
      assertThat(seen.json().path("status").asText()).isEqualTo("finished");
      assertThat(seen.json().path("body").path("polls").asInt()).isEqualTo(3);
      assertThat(seen.json().path("trail").size()).isEqualTo(run.trail().size());
      assertThat(told).containsEntry("one", outcome);
      assertThat(Http.get(runner.address().resolve("/runs/two")).status()).isEqualTo(404);
    }
  }

  @Test
  void aRunCanBeStartedByHttp() throws Exception {
    Shop shop = Shop.open();
    try (ServiceHost host = Shop.host(shop.stock(), shop.cashier(), shop.post()).start();
        HttpFlows runner = Shop.flows(FLOW, host.address()).start()) {
      String first =
          """
          {"header": {"flow": "order", "run": "r 1"},
           "body": {"item": "tea", "pieces": 1, "byCard": true, "polls": 0, "notes": []}}
          """;
      URI messages = runner.address().resolve("/messages");
      assertThat(Http.post(messages, first).status()).isEqualTo(202);
      assertThat(Http.post(messages, first).json().path("run").asText()).isEqualTo("r 1");
      URI seen = runner.address().resolve("/runs/r%201");
      Shop.await("finished", () -> Http.get(seen).text().contains("finished"));
      assertThat(Http.post(messages, first).status()).isEqualTo(202);
      assertThat(shop.count("reserve tea")).isEqualTo(1);

      Http.Reply other = Http.post(messages, first.replace("\"run\": \"r 1\"", "\"laps\": \"\""));
      assertThat(other.status()).isEqualTo(202);
      URI one = runner.address().resolve("/runs/" + other.json().path("run").asText());
      Shop.await("finished", () -> Http.get(one).text().contains("finished"));
    }
  }

  @Test
  void aServiceWithoutAddressIsRefused() {
    assertThatThrownBy(() -> HttpFlows.builder(List.of(FLOW)).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "flow 'order': the block 'reserve' asks the service 'stock', which has no address");
  }

  @Test
  void whoListensBeyondThisMachineNeedsAToken() {
    assertThatThrownBy(() -> Shop.host(Shop.open().stock()).listen("0.0.0.0:0").start())
        .hasMessage("whoever listens beyond this machine, at '0.0.0.0:0', needs a token");
    assertThatThrownBy(
            () -> Shop.host(Shop.open().stock()).listen("0.0.0.0:0").token("12345678").start())
        .hasMessage("a host that listens beyond this machine must know its orchestrators");
    assertThatThrownBy(() -> Shop.host(Shop.open().stock()).listen("nowhere").start())
        .hasMessage("listen must be an address and a port, not 'nowhere'");
  }

  @Test
  void anAddressThatIsTakenIsToldInASentence() throws Exception {
    try (ServiceHost host = Shop.host(Shop.open().stock()).start()) {
      assertThatThrownBy(
              () -> Shop.host(Shop.open().stock()).listen(Shop.at(host.address())).start())
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot listen at /127.0.0.1:");
    }
  }
}
