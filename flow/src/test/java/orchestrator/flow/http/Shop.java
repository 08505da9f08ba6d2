package orchestrator.flow.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import orchestrator.flow.Block;
import orchestrator.flow.Flow;
import orchestrator.flow.Retry;
import orchestrator.flow.service.Service;

/** Is what the tests of this package run: a shop with a stock, a cashier and a post office. */
final class Shop {
  /** Is what is ordered. */
  record Order(String item, int pieces, boolean byCard, int polls, List<String> notes) {
    static Order of(String item, int pieces) {
      return new Order(item, pieces, true, 0, List.of());
    }

    Order polled() {
      return new Order(item, pieces, byCard, polls + 1, notes);
    }

    Order withNote(String note) {
      return new Order(
          item, pieces, byCard, polls, Stream.concat(notes.stream(), Stream.of(note)).toList());
    }
  }

  /** Is what the customer gets. */
  record Receipt(String text, int polls) {}

  static final Block<Order, Order> RESERVE = block("reserve", "stock");
  static final Block<Order, Order> RELEASE = block("release", "stock");
  static final Block<Order, Order> CARD = block("card", "cashier");
  static final Block<Order, Order> INVOICE = block("invoice", "cashier");
  static final Block<Order, Order> REFUND = block("refund", "cashier");
  static final Block<Order, Order> POLL = block("poll", "stock");
  static final Block<Order, Order> PACK = block("pack", "post");
  static final Block<Order, Order> TELL = block("tell", "post");
  static final Block<Order, Receipt> SEND =
      Block.named("send", Order.class, Receipt.class).asks("post", "send");

  private static Block<Order, Order> block(String name, String service) {
    return Block.named(name, Order.class, Order.class).asks(service, name);
  }

  /** A choice, a loop, a fork, and two visits that can be undone. */
  static Flow<Order, Receipt> flow() {
    return Flow.named("order", Order.class)
        .then(RESERVE, visit -> visit.undoneBy(RELEASE))
        .choose("payment")
        .when("card", Order::byCard, way -> way.then(CARD, visit -> visit.undoneBy(REFUND)))
        .otherwise(way -> way.then(INVOICE))
        .repeatUntil("until ready", 5, order -> order.polls() >= 3, way -> way.then(POLL))
        .parallel("deliver")
        .branch("pack", way -> way.then(PACK))
        .branch("tell", way -> way.then(TELL))
        .join(Order.class, (packed, told) -> packed.withNote(String.join("+", told.notes())))
        .then(SEND, visit -> visit.retry(new Retry(3, Duration.ofMillis(5), Duration.ofMillis(9))))
        .build();
  }

  /** One service after the other. */
  static Flow<Order, Receipt> line() {
    return Flow.named("line", Order.class).then(RESERVE).then(CARD).then(SEND).build();
  }

  /** What was done, as service.command and item. */
  final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();

  private void did(String what, Order order) {
    done.add(what + " " + order.item());
  }

  long count(String what) {
    return done.stream().filter(what::equals).count();
  }

  Service stock() {
    return Service.named("stock")
        .command("reserve", Order.class, order -> noted("reserve", order))
        .command("release", Order.class, order -> noted("release", order))
        .command("poll", Order.class, order -> noted("poll", order).polled())
        .build();
  }

  private Order noted(String what, Order order) {
    did(what, order);
    return what.equals("poll") ? order : order.withNote(what);
  }

  Service cashier() {
    return Service.named("cashier")
        .command(
            "card",
            Order.class,
            order -> {
              did("card", order);
              if (order.item().equals("gold")) {
                throw new IllegalStateException("the card is empty");
              }
              return order.withNote("card");
            })
        .command("invoice", Order.class, order -> noted("invoice", order))
        .command("refund", Order.class, order -> noted("refund", order))
        .build();
  }

  Service post() {
    return Service.named("post")
        .commandAsync("pack", Order.class, order -> later(noted("pack", order)))
        .commandAsync("tell", Order.class, order -> later(noted("tell", order)))
        .commandAsync(
            "send",
            Order.class,
            order -> {
              did("send", order);
              return order.item().equals("glass")
                  ? CompletableFuture.failedStage(new IllegalStateException("it broke"))
                  : later(new Receipt(order.item() + " " + order.notes(), order.polls()));
            })
        .build();
  }

  private static <T> CompletableFuture<T> later(T result) {
    return new CompletableFuture<T>().completeOnTimeout(result, 5, TimeUnit.MILLISECONDS);
  }

  /** A host that waits for nobody, when it is closed, and asks often. */
  static ServiceHostBuilder host(Service... services) {
    ServiceHostBuilder builder =
        ServiceHost.builder()
            .grace(Duration.ofMillis(1))
            .backoff(Duration.ofMillis(20), Duration.ofMillis(100))
            .asking(Duration.ofMillis(50), Duration.ofMillis(200));
    for (Service service : services) {
      builder.service(service);
    }
    return builder;
  }

  static HttpFlowsBuilder flows(Flow<?, ?> flow, URI host) {
    return HttpFlows.builder(List.of(flow))
        .service("stock", host)
        .service("cashier", host)
        .service("post", host)
        .grace(Duration.ofMillis(100))
        .backoff(Duration.ofMillis(20), Duration.ofMillis(100))
        .asking(Duration.ofMillis(50), Duration.ofMillis(200));
  }

  /** Where somebody listens, for somebody who will listen there. */
  static String at(URI address) {
    return address.getHost() + ":" + address.getPort();
  }

  /** Looks until something is so. */
  static void await(String what, BooleanSupplier is) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!is.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("it never came to this: " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private Shop() {}

  static Shop open() {
    return new Shop();
  }
}
