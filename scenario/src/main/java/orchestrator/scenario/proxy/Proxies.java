package orchestrator.scenario.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Connects to nodes of one kind, and holds what their proxies share. Safe for many threads. */
public interface Proxies extends AutoCloseable {
  /**
   * Tells by what a node is known again when it registers a second time, after a restart say. What
   * a node sends under {@code name} is looked at before this.
   *
   * @param node what it registered with, any JSON
   * @return an address, say; empty when the whole JSON is what tells nodes apart
   */
  default Optional<String> identity(JsonNode node) {
    return Optional.empty();
  }

  /**
   * Makes the proxy of a node that registers. May block; it is called on a thread of its own.
   *
   * @param node what the node registered with, any JSON, unchanged: nothing in it may name a file
   *     of this machine, nor something to be run
   * @throws Exception when the node cannot be driven; the message says why, and keeps secrets
   */
  Proxy connect(JsonNode node) throws Exception;

  /**
   * Makes a node ready before it gets its first transaction, such as by granting it rights. May
   * block, as {@link #connect} may.
   *
   * @throws Exception when that fails, which makes the registration fail
   */
  default void prepare(Proxy proxy) throws Exception {}

  @Override
  default void close() {}
}
