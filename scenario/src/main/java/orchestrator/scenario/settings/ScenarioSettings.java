package orchestrator.scenario.settings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the settings of a scenario, checked whole.
 *
 * @param name what reports call it; empty when the settings do not say
 * @param rounds how often each node runs its list; 0 means that nothing runs
 * @param seed what the payloads follow from; empty when each run takes another
 * @param startAt the time before which it does not start
 * @param entries what each node sends
 */
public record ScenarioSettings(
    String name, long rounds, OptionalLong seed, Optional<Instant> startAt, List<Entry> entries) {
  /** Keeps a copy of the entries. */
  public ScenarioSettings {
    entries = List.copyOf(entries);
  }

  /** Whether nothing runs by these settings: that is how a scenario is stopped. */
  public boolean isStop() {
    return rounds == 0 || entries.isEmpty();
  }

  /** How many transactions it sends in all; {@link Long#MAX_VALUE} also for more than that. */
  public long quantity() {
    return entries.stream()
        .mapToLong(entry -> Sums.multiply(rounds, entry.quantity()))
        .reduce(0, Sums::add);
  }
}
