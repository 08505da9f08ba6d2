package orchestrator.server.engine;

import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.persistence.Times;
import orchestrator.lib.transaction.EventIds;
import orchestrator.proto.Event;

/**
 * Names a place in a channel's log of events, and makes the ids of those that follow it.
 *
 * <p>An id is a UUID of version 8: 52 bits of time in microseconds, then the event's position in
 * the log. So ids are unique in the channel, sort like the log, and need no index.
 *
 * @param micros the time of the last event
 * @param events how many events the log has
 */
record LogPosition(long micros, long events) {
  private static final long MAX_MICROS = (1L << 52) - 1;
  private static final LogPosition EMPTY = new LogPosition(0, 0);

  /** The end of a channel's log. */
  static LogPosition last(Reader reader) {
    return Tables.EVENTS.query(reader).descending().first().map(LogPosition::of).orElse(EMPTY);
  }

  private static LogPosition of(Event event) {
    return new LogPosition(
        Times.micros(event.getTimestamp()), Long.parseLong(event.getId().substring(24), 16));
  }

  /** The position after more events at a time. */
  LogPosition plus(long time, int more) {
    return new LogPosition(time, events + more);
  }

  /** The ids of a transaction that comes next, at a time. */
  EventIds next(long time) {
    return new EventIds() {
      @Override
      public String id(int index) {
        return format(time, events + 1 + index);
      }

      @Override
      public String firstAt(long micros) {
        return format(Math.max(0, Math.min(micros, MAX_MICROS)), 0);
      }
    };
  }

  private static String format(long time, long position) {
    String t = Times.hex(time, 13);
    return t.substring(0, 8)
        + "-"
        + t.substring(8, 12)
        + "-8"
        + t.substring(12)
        + "00-8000-"
        + Times.hex(position, 12);
  }
}
