package orchestrator.demo.shop;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import orchestrator.demo.shop.Shop.Box;
import orchestrator.demo.shop.Shop.Delivery;
import orchestrator.demo.shop.Shop.Label;
import orchestrator.demo.shop.Shop.Order;
import orchestrator.demo.shop.Shop.Paid;
import orchestrator.demo.shop.Shop.Parcel;
import orchestrator.flow.Message;
import orchestrator.flow.service.CommandResult;
import orchestrator.flow.service.Service;

/** Does what the shop's blocks ask for, and keeps a book of it. */
final class Services {
  private static final int PIECES_AT_FIRST = 10;
  private static final int CENTS_A_PIECE = 450;
  private static final int GRAMS_A_PIECE = 120;

  /** How long the bank takes, so that somebody can be killed meanwhile. */
  private static final long BANK_MILLIS = 1_500;

  private final Book book;
  private final Consumer<String> told;

  /**
   * Services with their book.
   *
   * @param told hears a line when something begins that takes its time
   */
  Services(Path book, Consumer<String> told) {
    this.book = new Book(book);
    this.told = told;
  }

  /** The service with this name. */
  Service named(String name) {
    return switch (name) {
      case "stock" -> stock();
      case "cashier" -> cashier();
      case "carrier" -> carrier();
      default -> throw new IllegalArgumentException("the shop has no service '" + name + "'");
    };
  }

  private Service stock() {
    return Service.named("stock")
        .process("reserve", Order.class, (message, scope) -> reserve(message))
        .process("release", Order.class, (message, scope) -> release(message))
        .command("pack", Paid.class, paid -> box(paid.order()))
        .build();
  }

  private CommandResult reserve(Message<Order> message) {
    Order order = message.body();
    book.once(
        message.hop(),
        () -> {
          int left = left(book.entries(), order.what());
          if (left < order.pieces()) {
            throw new IllegalStateException(
                "there are only %d of %s".formatted(left, order.what()));
          }
          return -order.pieces() + " " + order.what();
        });
    return CommandResult.of(message);
  }

  private CommandResult release(Message<Order> message) {
    Order order = message.body();
    book.once(message.hop(), () -> "+" + order.pieces() + " " + order.what());
    return CommandResult.of(message);
  }

  private static Box box(Order order) {
    return new Box(order, order.pieces() * GRAMS_A_PIECE);
  }

  /** How many pieces a book of the stock leaves. */
  static int left(Map<String, String> book, String what) {
    return book.values().stream()
        .map(entry -> List.of(entry.split(" ", 2)))
        .filter(entry -> entry.get(1).equals(what))
        .mapToInt(entry -> Integer.parseInt(entry.get(0)))
        .reduce(PIECES_AT_FIRST, Integer::sum);
  }

  private Service cashier() {
    return Service.named("cashier")
        .process("charge", Order.class, (message, scope) -> charge(message))
        .process("refund", Paid.class, (message, scope) -> refund(message))
        .command("invoice", Order.class, order -> new Paid(order, "to be paid: " + price(order)))
        .build();
  }

  private CommandResult charge(Message<Order> message) {
    told.accept("charging " + message.header().run());
    String receipt = book.once(message.hop(), () -> bank(message.body()));
    return CommandResult.of(message.withBody(new Paid(message.body(), receipt)));
  }

  private static String bank(Order order) {
    try {
      Thread.sleep(BANK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bank was not waited for", e);
    }
    return "charged " + price(order);
  }

  private CommandResult refund(Message<Paid> message) {
    book.once(message.hop(), () -> "refunded " + price(message.body().order()));
    return CommandResult.of(message);
  }

  private static String price(Order order) {
    return String.format(Locale.ROOT, "%.2f", order.pieces() * CENTS_A_PIECE / 100.0);
  }

  private Service carrier() {
    return Service.named("carrier")
        .command("label", Paid.class, paid -> new Label("To " + paid.order().to()))
        .process("deliver", Parcel.class, (message, scope) -> deliver(message))
        .build();
  }

  private CommandResult deliver(Message<Parcel> message) {
    Order order = message.body().order();
    if (order.to().equals("the moon")) {
      throw new IllegalStateException("nobody goes to " + order.to());
    }
    String where = book.once(message.hop(), () -> "left with the neighbours in " + order.to());
    return CommandResult.of(message.withBody(new Delivery(order, where)));
  }
}
