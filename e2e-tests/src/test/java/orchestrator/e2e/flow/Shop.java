package orchestrator.e2e.flow;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import orchestrator.flow.Block;
import orchestrator.flow.Flow;
import orchestrator.flow.Message;
import orchestrator.flow.Retry;
import orchestrator.flow.service.CommandResult;
import orchestrator.flow.service.Service;

/**
 * Sells things: a flow with a choice, a fork, a loop and visits that are undone, and its services.
 * What an order says decides where it fails.
 */
final class Shop {
  /** Is ordered. */
  public record Order(String what, int pieces) {}

  /** Is paid. */
  public record Paid(String what, int pieces, String how) {}

  static final Block<Order, Order> RESERVE =
      Block.named("reserve", Order.class, Order.class).asks("stock", "reserve");
  static final Block<Order, Order> RELEASE =
      Block.named("release", Order.class, Order.class).asks("stock", "release");
  static final Block<Order, Paid> CARD =
      Block.named("card", Order.class, Paid.class).asks("cashier", "card");
  static final Block<Order, Paid> CASH =
      Block.named("cash", Order.class, Paid.class).asks("cashier", "cash");
  static final Block<Paid, Paid> REFUND =
      Block.named("refund", Paid.class, Paid.class).asks("cashier", "refund");
  static final Block<Paid, Paid> PACK =
      Block.named("pack", Paid.class, Paid.class).asks("carrier", "pack");
  static final Block<Paid, Paid> LABEL =
      Block.named("label", Paid.class, Paid.class).asks("carrier", "label");
  static final Block<Paid, Paid> RIDE =
      Block.named("ride", Paid.class, Paid.class).asks("carrier", "ride");

  static final Flow<Order, Paid> FLOW =
      Flow.named("order", Order.class)
          .then(RESERVE, visit -> visit.undoneBy(RELEASE))
          .choose("payment")
          .when(
              "card",
              order -> order.pieces() > 1,
              way -> way.then(CARD, visit -> visit.undoneBy(REFUND, Retry.times(3))))
          .otherwise(way -> way.then(CASH, visit -> visit.undoneBy(REFUND)))
          .parallel("send")
          .branch("box", way -> way.then(PACK, visit -> visit.retry(retry())))
          .branch("paper", way -> way.then(LABEL))
          .join(
              Paid.class,
              (box, paper) -> new Paid(box.what() + paper.what(), box.pieces(), box.how()))
          .repeatUntil("rides", 5, paid -> paid.pieces() >= 5, way -> way.then(RIDE))
          .build();

  private Shop() {}

  private static Retry retry() {
    return new Retry(3, Duration.ofMillis(5), Duration.ofMillis(20));
  }

  /** Some that come to their end, and some that fail in different places. */
  static Order order(int number) {
    String what =
        switch (number % 5) {
          case 1 -> "glass";
          case 2 -> "nothing";
          default -> "tea";
        };
    return new Order(what, number % 4 - (number % 7 == 6 ? 9 : 0));
  }

  /**
   * The services.
   *
   * @param journal is told each hop that a command begins
   */
  static List<Service> services(Consumer<String> journal) {
    return List.of(
        Service.named("stock")
            .process(
                "reserve",
                Order.class,
                (message, scope) -> {
                  if (told(journal, message).what().equals("nothing")) {
                    throw new IllegalStateException("there is nothing left");
                  }
                  return CommandResult.of(message);
                })
            .process(
                "release",
                Order.class,
                (message, scope) -> CommandResult.of(message.withBody(told(journal, message))))
            .build(),
        Service.named("cashier")
            .process("card", Order.class, (m, scope) -> paid(m, told(journal, m), "card"))
            .process("cash", Order.class, (m, scope) -> paid(m, told(journal, m), "cash"))
            .process(
                "refund",
                Paid.class,
                (message, scope) -> CommandResult.of(message.withBody(told(journal, message))))
            .build(),
        Service.named("carrier")
            .process(
                "pack",
                Paid.class,
                (message, scope) -> {
                  if (told(journal, message).what().equals("glass")) {
                    throw new IllegalStateException("glass breaks");
                  }
                  return CommandResult.of(message);
                })
            .process(
                "label",
                Paid.class,
                (message, scope) -> CommandResult.of(message.withBody(told(journal, message))))
            .process("ride", Paid.class, (message, scope) -> ridden(message, journal))
            .build());
  }

  private static <B> B told(Consumer<String> journal, Message<B> message) {
    journal.accept(message.hop());
    return message.body();
  }

  private static CommandResult paid(Message<Order> message, Order order, String how) {
    return CommandResult.of(message.withBody(new Paid(order.what(), order.pieces(), how)));
  }

  private static CommandResult ridden(Message<Paid> message, Consumer<String> journal) {
    Paid paid = told(journal, message);
    return CommandResult.of(message.withBody(new Paid(paid.what(), paid.pieces() + 1, paid.how())));
  }
}
