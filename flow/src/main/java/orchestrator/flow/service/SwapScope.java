package orchestrator.flow.service;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps values for all commands of one service object, from one message to the next. Safe for use
 * by many threads. Nothing of it survives the process.
 *
 * <pre>{@code
 * (message, scope) -> {
 *   scope.set("last", message.body());
 *   return CommandResult.of(message);
 * }
 * }</pre>
 */
public final class SwapScope {
  /** The scope of what is not in a service: it keeps nothing. */
  public static final SwapScope NONE = new SwapScope(false);

  private final boolean keeps;
  private final Map<String, Object> values = new ConcurrentHashMap<>();

  private SwapScope(boolean keeps) {
    this.keeps = keeps;
  }

  static SwapScope create() {
    return new SwapScope(true);
  }

  /** Keeps a value; false outside of a service. */
  public boolean set(String key, Object value) {
    if (keeps) {
      values.put(key, value);
    }
    return keeps;
  }

  /** The value that is kept, if there is one. */
  public Optional<Object> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Forgets a value; false when there was none. */
  public boolean delete(String key) {
    return values.remove(key) != null;
  }
}
