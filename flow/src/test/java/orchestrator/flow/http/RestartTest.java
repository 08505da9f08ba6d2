package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.Flow;
import orchestrator.flow.http.Shop.Order;
import orchestrator.flow.http.Shop.Receipt;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ends processes in the middle of runs, as far as that can be done within one. */
@Tag("slow")
@Timeout(90)
class RestartTest {
  private static final Flow<Order, Receipt> LINE = Shop.line();
  private static final Flow<Order, Receipt> FLOW = Shop.flow();

  private final Shop shop = Shop.open();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  /** A cashier whose card command waits until it may go on, each time. */
  private Service slowCashier() {
    return Service.named("cashier")
        .command(
            "card",
            Order.class,
            order -> {
              shop.done.add("card " + order.item());
              reached.countDown();
              try {
                mayGoOn.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
              }
              return order.withNote("card");
            })
        .build();
  }

  @Test
  void aServiceThatIsAwayIsWaitedFor() throws Exception {
    URI away;
    try (ServiceHost host = Shop.host(shop.cashier()).start()) {
      away = host.address();
    }
    try (ServiceHost others = Shop.host(shop.stock(), shop.post()).start();
        HttpFlows runner =
            HttpFlows.builder(List.of(LINE))
                .service("stock", others.address())
                .service("post", others.address())
                .service("cashier", away)
                .backoff(Duration.ofMillis(10), Duration.ofMillis(50))
                .start()) {
      Run<Receipt> run = runner.start(LINE, Order.of("tea", 1));
      Shop.await("reserved", () -> run.trail().contains("reserve"));
      assertThat(run.outcome()).isNotDone();
      try (ServiceHost back = Shop.host(shop.cashier()).listen(Shop.at(away)).start()) {
        assertThat(back.address()).isEqualTo(away);
        assertThat(run.outcome().get(30, TimeUnit.SECONDS).isFinished()).isTrue();
      }
    }
    assertThat(shop.count("card tea")).isEqualTo(1);
  }

  @Test
  void aServiceThatIsKilledAtWorkDoesItsWorkWhenItIsBack() throws Exception {
    ServiceHost killed = Shop.host(slowCashier()).start();
    URI at = killed.address();
    try (ServiceHost others = Shop.host(shop.stock(), shop.post()).start();
        HttpFlows runner =
            HttpFlows.builder(List.of(LINE))
                .service("stock", others.address())
                .service("post", others.address())
                .service("cashier", at)
                .backoff(Duration.ofMillis(10), Duration.ofMillis(50))
                .asking(Duration.ofMillis(50), Duration.ofMillis(100))
                .start()) {
      Run<Receipt> run = runner.start(LINE, Order.of("tea", 1));
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
      killed.close();
      mayGoOn.countDown();
      try (ServiceHost back = Shop.host(shop.cashier()).listen(Shop.at(at)).start()) {
        assertThat(run.outcome().get(30, TimeUnit.SECONDS).isFinished()).isTrue();
        assertThat(back.address()).isEqualTo(at);
      }
      assertThat(run.trail()).containsExactly("reserve", "card", "send");
    }
    assertThat(shop.count("card tea")).isEqualTo(2);
    assertThat(shop.count("reserve tea")).isEqualTo(1);
  }

  @Test
  void aRunGoesOnInTheOrchestratorThatComesInPlaceOfAKilledOne() throws Exception {
    Map<String, RunResult<?>> told = new ConcurrentHashMap<>();
    try (ServiceHost host = Shop.host(shop.stock(), slowCashier(), shop.post()).start()) {
      HttpFlows killed = Shop.flows(LINE, host.address()).start();
      URI address = killed.address();
      Run<Receipt> lost = killed.start(LINE, "the run", Order.of("tea", 1));
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
      killed.close();
      assertThat(lost.outcome()).isCompletedExceptionally();
      mayGoOn.countDown();

      try (HttpFlows runner =
          Shop.flows(LINE, host.address())
              .listen(Shop.at(address))
              .onEnd((run, how) -> told.put(run, how))
              .start()) {
        Shop.await("ended", () -> told.containsKey("the run"));
        assertThat(told.get("the run").orThrow()).isEqualTo(new Receipt("tea [reserve, card]", 0));
        assertThat(Http.get(runner.address().resolve("/runs/the%20run")).json().path("trail"))
            .hasToString("[\"card\",\"send\"]");
      }
    }
    assertThat(shop.done).containsExactly("reserve tea", "card tea", "send tea");
  }

  @Test
  void whatWaitsAtAJoinIsNotLostWithTheOrchestrator() throws Exception {
    Map<String, RunResult<?>> told = new ConcurrentHashMap<>();
    Service post =
        Service.named("post")
            .command(
                "pack",
                Order.class,
                order -> {
                  shop.done.add("pack " + order.item());
                  return order.withNote("pack");
                })
            .command(
                "tell",
                Order.class,
                order -> {
                  shop.done.add("tell " + order.item());
                  reached.countDown();
                  try {
                    mayGoOn.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                  }
                  return order.withNote("tell");
                })
            .command("send", Order.class, order -> new Receipt("" + order.notes(), order.polls()))
            .build();
    try (ServiceHost host = Shop.host(shop.stock(), shop.cashier(), post).start()) {
      HttpFlows killed = Shop.flows(FLOW, host.address()).start();
      URI address = killed.address();
      Run<Receipt> lost = killed.start(FLOW, "forked", Order.of("tea", 1));
      Shop.await("one branch is at the join", () -> lost.trail().contains("pack"));
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
      killed.close();

      try (HttpFlows runner =
          Shop.flows(FLOW, host.address())
              .listen(Shop.at(address))
              .onEnd((run, how) -> told.put(run, how))
              .start()) {
        URI seen = runner.address().resolve("/runs/forked");
        Shop.await("the branch is here", () -> Http.get(seen).text().contains("[\"pack\"]"));
        mayGoOn.countDown();
        Shop.await("ended", () -> told.containsKey("forked"));
        assertThat(((Receipt) told.get("forked").orThrow()).text())
            .isEqualTo("[reserve, card, pack, reserve+card+tell]");
      }
    }
    assertThat(shop.count("pack tea")).isEqualTo(1);
    assertThat(shop.count("tell tea")).isEqualTo(1);
  }

  @Test
  void aRunThatIsStartedAgainAfterAKillDoesNothingTwice() throws Exception {
    try (ServiceHost host = Shop.host(shop.stock(), slowCashier(), shop.post()).start()) {
      HttpFlows killed = Shop.flows(LINE, host.address()).start();
      URI address = killed.address();
      Run<Receipt> lost = killed.start(LINE, "again", Order.of("tea", 1));
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
      killed.close();
      try (HttpFlows runner = Shop.flows(LINE, host.address()).listen(Shop.at(address)).start()) {
        Run<Receipt> run = runner.start(LINE, "again", Order.of("tea", 1));
        mayGoOn.countDown();
        assertThat(run.outcome().get(30, TimeUnit.SECONDS).isFinished()).isTrue();
      }
      assertThat(lost.outcome()).isCompletedExceptionally();
    }
    assertThat(shop.done).containsExactly("reserve tea", "card tea", "send tea");
  }

  @Test
  void aRunThatFailsIsUndoneByTheOrchestratorThatComesAfter() throws Exception {
    Map<String, RunResult<?>> told = new ConcurrentHashMap<>();
    Service post =
        Service.named("post")
            .command("pack", Order.class, order -> order)
            .command("tell", Order.class, order -> order)
            .command(
                "send",
                Order.class,
                order -> {
                  reached.countDown();
                  try {
                    mayGoOn.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                  }
                  throw new IllegalStateException("no stamps");
                })
            .build();
    try (ServiceHost host = Shop.host(shop.stock(), shop.cashier(), post).start()) {
      HttpFlows killed = Shop.flows(FLOW, host.address()).start();
      URI address = killed.address();
      Run<Receipt> lost = killed.start(FLOW, "undone", Order.of("tea", 1));
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
      killed.close();
      assertThat(lost.trail()).contains("reserve", "card");
      try (HttpFlows runner =
          Shop.flows(FLOW, host.address())
              .listen(Shop.at(address))
              .onEnd((run, how) -> told.put(run, how))
              .start()) {
        mayGoOn.countDown();
        Shop.await("ended", () -> told.containsKey("undone"));
        assertThat(told.get("undone").fault().text()).isEqualTo("send failed: no stamps");
        assertThat(runner.address()).isEqualTo(address);
      }
    }
    assertThat(shop.count("refund tea")).isEqualTo(1);
    assertThat(shop.count("release tea")).isEqualTo(1);
  }
}
