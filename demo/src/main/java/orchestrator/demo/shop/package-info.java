/** A shop: its flow of orders, and the three services that an order goes through. */
@NullMarked
package orchestrator.demo.shop;

import org.jspecify.annotations.NullMarked;
