package orchestrator.e2e.harness.api;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes random keys by the names that a scenario gives its assets. One name is always the same key.
 */
public final class Keys {
  private final Map<String, String> keys = new ConcurrentHashMap<>();

  /** The key of a name; made when the name is new. */
  public String of(String name) {
    return keys.computeIfAbsent(name, fresh -> UUID.randomUUID().toString());
  }

  /** The name of a key, if it came from here. */
  public Optional<String> nameOf(String key) {
    return keys.entrySet().stream()
        .filter(entry -> entry.getValue().equals(key))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
