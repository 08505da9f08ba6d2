package orchestrator.server.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** Tells whether calls should be sent here: when every one of its named conditions holds. */
@Singleton
public final class Readiness {
  private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();

  /** Without conditions; so far it is ready. */
  @Inject
  public Readiness() {}

  /**
   * Adds a condition.
   *
   * @param name what an operator reads when it does not hold, such as {@code storage of mychannel}
   * @param holds asked each time; must answer at once and never throw
   */
  public void require(String name, BooleanSupplier holds) {
    conditions.put(name, holds);
  }

  /** The names of the conditions that do not hold now, sorted. Ready means: none. */
  public List<String> missing() {
    return conditions.entrySet().stream()
        .filter(condition -> !condition.getValue().getAsBoolean())
        .map(Map.Entry::getKey)
        .toList();
  }
}
