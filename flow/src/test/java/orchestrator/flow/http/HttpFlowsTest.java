package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import orchestrator.flow.Flow;
import orchestrator.flow.http.Shop.Order;
import orchestrator.flow.http.Shop.Receipt;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.InMemoryFlows;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
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
  void servicesAnswerWhereTheyAreToldTo() throws Exception {
    Shop shop = Shop.open();
    Flow<Order, Receipt> line = Shop.line();
    AtomicReference<URI> runnersOwn = new AtomicReference<>();
    try (Forwarder forwarder = new Forwarder(runnersOwn::get);
        ServiceHost host =
            Shop.host(shop.stock(), shop.cashier(), shop.post())
                .orchestrator(forwarder.address())
                .start();
        HttpFlows runner = Shop.flows(line, host.address()).answerTo(forwarder.address()).start()) {
      runnersOwn.set(runner.address());

      Run<Receipt> run = runner.start(line, Order.of("tea", 1));

      assertThat(run.outcome().get(30, TimeUnit.SECONDS).isFinished()).isTrue();
      assertThat(forwarder.connections()).isPositive();
    }
  }

  @Test
  void asManyHandlersRunAtOnceAsThereAreThreads() throws Exception {
    Crowd crowd = new Crowd(3);
    Flow<Order, Order> flow =
        Flow.named("crowded", Order.class)
            .then(Shop.RESERVE, visit -> visit.before(crowd::passing))
            .build();
    try (ServiceHost host = Shop.host(Shop.open().stock()).start();
        HttpFlows runner = Shop.flows(flow, host.address()).threads(3).start()) {
      finishTwelve(runner, flow);
    }
    assertThat(crowd.most()).isEqualTo(3);
  }

  @Test
  void asManyCommandsRunAtOnceAsThereAreThreads() throws Exception {
    Crowd crowd = new Crowd(3);
    Flow<Order, Order> flow = Flow.named("crowded", Order.class).then(Shop.RESERVE).build();
    Service stock = Service.named("stock").command("reserve", Order.class, crowd::passing).build();
    try (ServiceHost host = Shop.host(stock).threads(3).start();
        HttpFlows runner = Shop.flows(flow, host.address()).start()) {
      finishTwelve(runner, flow);
    }
    assertThat(crowd.most()).isEqualTo(3);
  }

  private static void finishTwelve(HttpFlows runner, Flow<Order, Order> flow) throws Exception {
    List<Run<Order>> runs =
        IntStream.range(0, 12).mapToObj(i -> runner.start(flow, Order.of("tea", i))).toList();
    for (Run<Order> run : runs) {
      assertThat(run.outcome().get(30, TimeUnit.SECONDS).isFinished()).isTrue();
    }
  }

  /** Lets nobody out before so many are in it and others had time to come, and counts them. */
  private static final class Crowd {
    private final CyclicBarrier together;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    Crowd(int size) {
      together = new CyclicBarrier(size);
    }

    <T> T passing(T given) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      try {
        int unusedPlace = together.await(20, TimeUnit.SECONDS);
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException("too few were here at once", e);
      } finally {
        inside.decrementAndGet();
      }
      return given;
    }

    int most() {
      return most.get();
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
