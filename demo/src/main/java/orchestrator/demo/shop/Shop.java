package orchestrator.demo.shop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orchestrator.flow.Block;
import orchestrator.flow.Flow;
import orchestrator.flow.Retry;

/** Says which way an order goes. */
public final class Shop {
  /** What is ordered, where it goes, and how it is paid. */
  public record Order(String what, int pieces, String to, boolean isByCard) {}

  /** An order that is paid. */
  public record Paid(Order order, String receipt) {}

  /** An order in a box. */
  public record Box(Order order, int grams) {}

  /** The paper on a box. */
  public record Label(String to) {}

  /** An order on its way. */
  public record Parcel(Order order, String label, int grams) {}

  /** What was brought, and where. */
  public record Delivery(Order order, String where) {}

  /** Which organization runs which service: the first organization has the first one, and so on. */
  public static final List<String> SERVICES = List.of("stock", "cashier", "carrier");

  private static final Block<Order, Order> RESERVE =
      Block.named("reserve", Order.class, Order.class).asks("stock", "reserve");
  private static final Block<Order, Order> RELEASE =
      Block.named("release", Order.class, Order.class).asks("stock", "release");
  private static final Block<Order, Paid> CHARGE =
      Block.named("charge", Order.class, Paid.class).asks("cashier", "charge");
  private static final Block<Paid, Paid> REFUND =
      Block.named("refund", Paid.class, Paid.class).asks("cashier", "refund");
  private static final Block<Order, Paid> INVOICE =
      Block.named("invoice", Order.class, Paid.class).asks("cashier", "invoice");
  private static final Block<Paid, Box> PACK =
      Block.named("pack", Paid.class, Box.class).asks("stock", "pack");
  private static final Block<Paid, Label> PRINT =
      Block.named("label", Paid.class, Label.class).asks("carrier", "label");
  private static final Block<Parcel, Delivery> DELIVER =
      Block.named("deliver", Parcel.class, Delivery.class).asks("carrier", "deliver");

  /** The way of an order. */
  public static final Flow<Order, Delivery> FLOW =
      Flow.named("order", Order.class)
          .then(RESERVE, visit -> visit.undoneBy(RELEASE))
          .choose("payment")
          .when("card", Order::isByCard, way -> way.then(CHARGE, visit -> visit.undoneBy(REFUND)))
          .otherwise(way -> way.then(INVOICE))
          .parallel("ready")
          .branch("box", way -> way.then(PACK))
          .branch("paper", way -> way.then(PRINT))
          .join(Parcel.class, (box, label) -> new Parcel(box.order(), label.to(), box.grams()))
          .then(DELIVER, visit -> visit.retry(Retry.times(2)))
          .build();

  private Shop() {}

  /** Which of these organizations runs each service. */
  public static Map<String, String> homes(List<String> organizations) {
    Map<String, String> homes = new TreeMap<>();
    for (int service = 0; service < SERVICES.size(); service++) {
      homes.put(SERVICES.get(service), organizations.get(service % organizations.size()));
    }
    return homes;
  }
}
