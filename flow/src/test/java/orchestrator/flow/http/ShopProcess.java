package orchestrator.flow.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import orchestrator.flow.Flow;
import orchestrator.flow.http.Shop.Order;
import orchestrator.flow.http.Shop.Receipt;
import orchestrator.flow.service.Service;

/** Is one process of the shop, for tests that kill it: its services, or its orchestrator. */
final class ShopProcess {
  private static final Flow<Order, Receipt> FLOW = Shop.flow();

  private ShopProcess() {}

  /**
   * Runs until it is killed, and writes a line when it is ready.
   *
   * @param args {@code services <address> <file>} or {@code flows <address> <file> <services>
   *     <runs>}: the file takes what was done, or which runs have ended
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[2]);
    AutoCloseable process =
        args[0].equals("services")
            ? Shop.host(stock(file), cashier(file), post(file)).listen(args[1]).start()
            : flows(args[1], file, URI.create(args[3]), Integer.parseInt(args[4]));
    System.out.println("ready");
    new CountDownLatch(1).await();
    process.close();
  }

  private static HttpFlows flows(String listen, Path file, URI services, int runs)
      throws IOException {
    HttpFlows flows =
        Shop.flows(FLOW, services)
            .listen(listen)
            .patience(Duration.ofMinutes(1))
            .onEnd((run, outcome) -> append(file, run + " " + outcome.status()))
            .start();
    for (int i = 0; i < runs; i++) {
      flows.start(FLOW, "run" + i, Order.of("item" + i, i));
    }
    return flows;
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Function<Order, Order> slow(Path file, String what) {
    return order -> {
      append(file, what + " " + order.item());
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return what.equals("poll") ? order.polled() : order.withNote(what);
    };
  }

  private static Service stock(Path file) {
    return Service.named("stock")
        .command("reserve", Order.class, slow(file, "reserve"))
        .command("release", Order.class, slow(file, "release"))
        .command("poll", Order.class, slow(file, "poll"))
        .build();
  }

  private static Service cashier(Path file) {
    return Service.named("cashier")
        .command("card", Order.class, slow(file, "card"))
        .command("invoice", Order.class, slow(file, "invoice"))
        .command("refund", Order.class, slow(file, "refund"))
        .build();
  }

  private static Service post(Path file) {
    return Service.named("post")
        .command("pack", Order.class, slow(file, "pack"))
        .command("tell", Order.class, slow(file, "tell"))
        .command(
            "send",
            Order.class,
            order -> new Receipt(slow(file, "send").apply(order).item(), order.polls()))
        .build();
  }
}
