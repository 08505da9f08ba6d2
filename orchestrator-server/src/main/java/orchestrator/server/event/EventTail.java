package orchestrator.server.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest events of a channel, in memory, as many as a bound on their bytes allows. */
final class EventTail {
  private final long maxBytes;
  private final ConcurrentSkipListMap<String, LoggedEvent> events = new ConcurrentSkipListMap<>();
  private long bytes;

  /** The last event that is not here: all that come after it are. */
  private volatile String floor;

  /** An empty tail of a log that ends with this event; an empty id when the log is empty. */
  EventTail(String end, long maxBytes) {
    this.floor = end;
    this.maxBytes = maxBytes;
  }

  /** Adds what follows; for one thread. */
  void add(List<LoggedEvent> more) {
    for (LoggedEvent event : more) {
      if (event.id().compareTo(floor) > 0) {
        events.put(event.id(), event);
        bytes += event.size();
      }
    }
    while (bytes > maxBytes) {
      Map.Entry<String, LoggedEvent> oldest = events.firstEntry();
      // The floor rises first, so that a reader that misses the event knows that it did.
      floor = oldest.getKey();
      events.remove(oldest.getKey());
      bytes -= oldest.getValue().size();
    }
  }

  /** The next events after one, at most so many; empty if they are not all here. */
  Optional<List<LoggedEvent>> after(String id, int most) {
    List<LoggedEvent> next = new ArrayList<>();
    for (LoggedEvent event : events.tailMap(id, false).values()) {
      if (next.size() == most) {
        break;
      }
      next.add(event);
    }
    return id.compareTo(floor) < 0 ? Optional.empty() : Optional.of(next);
  }
}
