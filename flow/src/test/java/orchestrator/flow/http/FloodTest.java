package orchestrator.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.flow.Block;
import orchestrator.flow.Flow;
import orchestrator.flow.http.Shop.Order;
import orchestrator.flow.http.Shop.Receipt;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Timeout(120)
class FloodTest {
  private static final Flow<Order, Order> ONE =
      Flow.named("one", Order.class)
          .then(Block.named("ask", Order.class, Order.class).asks("stock"))
          .build();

  @Test
  void twoThousandRunsAtOnceAllComeToTheirEnds() throws Exception {
    int runs = 2_000;
    Flow<Order, Receipt> line = Shop.line();
    Shop shop = Shop.open();
    // So small an inbox is full most of the time.
    try (ServiceHost host =
            Shop.host(shop.stock(), shop.cashier(), shop.post()).mostMessages(500).start();
        HttpFlows runner = Shop.flows(line, host.address()).start()) {
      List<Run<Receipt>> all = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        all.add(runner.start(line, Order.of("item" + i, i)));
      }
      for (int i = 0; i < runs; i++) {
        RunResult<Receipt> outcome = all.get(i).outcome().get(100, TimeUnit.SECONDS);
        assertThat(outcome.orThrow().text()).isEqualTo("item" + i + " [reserve, card]");
      }
    }
    assertThat(shop.done).hasSize(3 * runs).doesNotHaveDuplicates();
  }

  @Test
  void aHostThatIsFullRefusesForNow() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    CompletableFuture<Order> answer = new CompletableFuture<>();
    Service hanging =
        Service.named("stock")
            .commandAsync(
                "wait",
                Order.class,
                order -> {
                  begun.incrementAndGet();
                  return answer;
                })
            .defaultCommand("wait")
            .build();
    try (ServiceHost host = Shop.host(hanging).mostMessages(3).start();
        HttpFlows runner = Shop.flows(ONE, host.address()).mostRuns(20).start()) {
      List<Run<Order>> runs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        runs.add(runner.start(ONE, "run" + i, Order.of("tea", i)));
      }
      Shop.await("full", () -> begun.get() == 3);
      String request =
          "{\"header\": {\"run\": \"x\", \"flow\": \"one\", \"source\": \"ask\"}, \"body\": {}}";
      Http.Reply refused =
          Http.post(
              host.address().resolve("/messages/stock"),
              request,
              "answer-to",
              runner.address().toString());
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.response().headers().firstValue("retry-after")).contains("1");
      String first = "{\"header\": {\"flow\": \"one\"}, \"body\": {}}";
      Http.Reply full = Http.post(runner.address().resolve("/messages"), first);
      assertThat(full.status()).isEqualTo(503);
      assertThat(full.detail()).contains("20 runs are under way");
      assertThat(begun).hasValue(3);
      answer.complete(Order.of("tea", 0));
      for (Run<Order> run : runs) {
        assertThat(run.outcome().get(60, TimeUnit.SECONDS).isFinished()).isTrue();
      }
    }
  }

  @Test
  void slowPeersKeepNobodyOutAndAreClosed() throws Exception {
    Shop shop = Shop.open();
    List<Socket> slow = new ArrayList<>();
    try (ServiceHost host = Shop.host(shop.stock(), shop.cashier(), shop.post()).start();
        HttpFlows runner = Shop.flows(Shop.line(), host.address()).start()) {
      URI address = host.address();
      for (int i = 0; i < 200; i++) {
        slow.add(Raw.open(address, "POST /messages/stock HTTP/1.1\r\nHost: loc"));
        slow.add(
            Raw.open(
                address,
                "POST /messages/stock HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{"));
      }
      URI messages = runner.address().resolve("/messages");
      String first =
          """
          {"header": {"flow": "line", "run": "quick"},
           "body": {"item": "tea", "pieces": 1, "byCard": true, "polls": 0, "notes": []}}
          """;
      assertThat(Http.post(messages, first).status()).isEqualTo(202);
      URI seen = runner.address().resolve("/runs/quick");
      Shop.await("finished", () -> Http.get(seen).text().contains("finished"));
      slow.get(0).setSoTimeout(60_000);
      assertThat(slow.get(0).getInputStream().read()).isEqualTo(-1);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aPeerThatNeverAnswersHoldsUpNobodyElse() throws Exception {
    Flow<Order, Order> stuck =
        Flow.named("stuck", Order.class)
            .then(
                Block.named("ask", Order.class, Order.class).asks("silent"),
                visit -> visit.timeout(Duration.ofSeconds(2)))
            .build();
    Shop shop = Shop.open();
    try (ServerSocket silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        ServiceHost host =
            Shop.host(Service.of("stock", Order.class, order -> order), shop.cashier()).start();
        HttpFlows runner =
            HttpFlows.builder(List.of(stuck, ONE))
                .service("silent", URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                .service("stock", host.address())
                .start()) {
      List<Run<Order>> waiting = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        waiting.add(runner.start(stuck, Order.of("tea", i)));
      }
      assertThat(
              runner
                  .start(ONE, Order.of("tea", 1))
                  .outcome()
                  .get(30, TimeUnit.SECONDS)
                  .isFinished())
          .isTrue();
      for (Run<Order> run : waiting) {
        assertThat(run.outcome().get(30, TimeUnit.SECONDS).isFinished()).isFalse();
      }
    }
  }
}
