package orchestrator.e2e.learning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.e2e.harness.OwnServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks are pushed to a service of workers, and nobody waits for it. */
class PushTest extends OwnServer {
  private final BlockingQueue<String> pushes = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final CountDownLatch stall = new CountDownLatch(1);
  private volatile boolean isStalled;
  private HttpServer service;

  @BeforeEach
  void aService() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newCachedThreadPool());
    service.createContext("/base", this::take);
    service.start();
    closing(
        () -> {
          stall.countDown();
          service.stop(0);
        });
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode document = new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
    if (isStalled) {
      try {
        stall.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    boolean isRefused = refusals.getAndDecrement() > 0;
    exchange.sendResponseHeaders(isRefused ? 500 : 202, -1);
    exchange.close();
    if (!isRefused) {
      pushes.add(
          exchange.getRequestURI().getPath()
              + " "
              + document.path("rank").asText(document.path("data").asText())
              + (exchange.getRequestHeaders().containsKey("Content-Type") ? " typed" : ""));
    }
  }

  private String next() throws InterruptedException {
    return pushes.poll(60, TimeUnit.SECONDS);
  }

  private LearningDoor door(String rules) throws Exception {
    return new LearningDoor(
        start(
                LearningDoor.on(
                    settings(),
                    "--learning-rules",
                    rules,
                    "--learning-compute-url",
                    "http://127.0.0.1:" + service.getAddress().getPort() + "/base/"))
            .pages());
  }

  @Test
  void eachTaskIsPushedWhenItCanStart() throws Exception {
    LearningDoor door = door("corrected");
    door.problem("P", 2, "T1", "T2");
    door.data(LearningDoor.numbered("D", 1, 5), "P");
    door.algo("A", "P");
    assertThat(next()).isEqualTo("/base/learn 0");
    door.data(LearningDoor.numbered("D", 6, 8), "P");
    double[] results = {0.5, 0.7, 0.6, 0.9, 0.8};
    for (int rank = 0; rank < results.length; rank++) {
      door.train("A", rank, results[rank]);
      if (rank < 4) {
        assertThat(next()).isEqualTo("/base/learn " + (rank + 1));
      }
    }
    door.post("/prediction", "{'data':'X','problem':'P'}");
    assertThat(next()).isEqualTo("/base/pred X");
    assertThat(pushes).isEmpty();
  }

  @Test
  void theOriginalPushesWheneverAStartChanges() throws Exception {
    LearningDoor door = door("original");
    door.problem("P", 2, "T1", "T2");
    door.data(LearningDoor.numbered("D", 1, 5), "P");
    door.algo("A", "P");
    assertThat(next()).isEqualTo("/base/learn 0");
    door.data(LearningDoor.numbered("D", 6, 8), "P");
    assertThat(next()).isEqualTo("/base/learn 3");
    double[] results = {0.5, 0.7, 0.6, 0.9};
    for (int rank = 0; rank < results.length; rank++) {
      door.train("A", rank, results[rank]);
      assertThat(next()).isEqualTo("/base/learn " + (rank + 1));
    }
    assertThat(door.start("A", 3)).isEqualTo("end(1)");
    assertThat(door.start("A", 4)).isEqualTo("end(3)");
  }

  @Test
  void aServiceThatFailsIsToldAgainAndNobodyWaits() throws Exception {
    refusals.set(2);
    LearningDoor door = door("corrected");
    door.problem("P", 1);
    door.data(List.of("D1"), "P");
    door.algo("A", "P");
    assertThat(next()).isEqualTo("/base/learn 0");
  }

  @Test
  void aServiceThatStallsHoldsNobodyUp() throws Exception {
    isStalled = true;
    LearningDoor door = door("corrected");
    door.problem("P", 1);
    door.data(LearningDoor.numbered("D", 1, 50), "P");
    long start = System.nanoTime();
    for (int algo = 0; algo < 20; algo++) {
      door.algo("A" + algo, "P");
    }
    door.train("A0", 0, 0.5);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("less than one push may take")
        .isLessThan(Duration.ofSeconds(10));
  }
}
