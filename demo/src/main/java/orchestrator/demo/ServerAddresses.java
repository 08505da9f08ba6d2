package orchestrator.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where organizations find their server: one for all, or each its own.
 *
 * @param common for those that have none of their own
 * @param own by organization
 */
record ServerAddresses(Optional<String> common, Map<String, String> own) {

  ServerAddresses {
    own = Map.copyOf(own);
  }

  /** One server for all. */
  static ServerAddresses of(String address) {
    return new ServerAddresses(Optional.of(address), Map.of());
  }

  /**
   * Reads {@code HOST:PORT} and {@code ORGANIZATION=HOST:PORT}.
   *
   * @return empty when nothing is given
   */
  static Optional<ServerAddresses> parse(List<String> given) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> common = Optional.empty();
    Map<String, String> own = new HashMap<>();
    for (String text : given) {
      int sign = text.indexOf('=');
      if (sign < 0) {
        common = Optional.of(text);
      } else {
        own.put(text.substring(0, sign), text.substring(sign + 1));
      }
    }
    return Optional.of(new ServerAddresses(common, own));
  }

  /** The address for an organization; empty when none was given. */
  Optional<String> find(String organization) {
    return Optional.ofNullable(own.get(organization)).or(() -> common);
  }
}
