package orchestrator.demo.shop;

import java.util.List;
import java.util.Map;

/**
 * Tells what the services have done, by their books.
 *
 * @param stock the book of the stock
 * @param cashier the book of the cashier
 */
public record ShopBooks(Map<String, String> stock, Map<String, String> cashier) {
  /** How many pieces of something are left. */
  public int left(String what) {
    return Services.left(stock, what);
  }

  /** How many pieces of something there were before the first order. */
  public int before(String what) {
    return Services.left(Map.of(), what);
  }

  /** What was charged and refunded, in this order. */
  public List<String> payments() {
    return List.copyOf(cashier.values());
  }

  /** Whether two orders were charged once each, and one of them refunded. */
  public boolean isSettled() {
    return payments().stream().filter(entry -> entry.startsWith("charged")).count() == 2
        && payments().stream().filter(entry -> entry.startsWith("refunded")).count() == 1;
  }
}
