package orchestrator.e2e.model;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.regex.Pattern;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.SubscribeToEventsParam;

/** Puts event ids and dates where a program says "of the third last event". */
final class Moments {
  private static final Pattern BACK = Pattern.compile("-[0-9]+");

  private Moments() {}

  /**
   * The request with ids and dates that the server knows.
   *
   * @param events those so far, oldest first; when there are none, "the third last" is no bound
   */
  static Message resolve(Message request, List<Event> events) {
    if (request instanceof SubscribeToEventsParam subscription
        && BACK.matcher(subscription.getStartEventId()).matches()) {
      return subscription.toBuilder()
          .setStartEventId(
              events.isEmpty()
                  ? ""
                  : back(events, Long.parseLong(subscription.getStartEventId())).getId())
          .build();
    }
    if (request instanceof QueryEventsParam query) {
      EventQueryFilter.Builder filter = query.getFilter().toBuilder();
      if (filter.hasStart() && filter.getStart().getSeconds() < 0) {
        filter.setStart(date(events, filter.getStart()));
      }
      if (filter.hasEnd() && filter.getEnd().getSeconds() < 0) {
        filter.setEnd(date(events, filter.getEnd()));
      }
      return query.hasFilter() ? query.toBuilder().setFilter(filter).build() : query;
    }
    return request;
  }

  /** The nanoseconds of a bound come on top: fewer than a thousand, they make no difference. */
  private static Timestamp date(List<Event> events, Timestamp bound) {
    if (events.isEmpty()) {
      return Timestamp.getDefaultInstance();
    }
    Timestamp date = back(events, bound.getSeconds()).getTimestamp();
    return Timestamp.newBuilder()
        .setSeconds(date.getSeconds())
        .setNanos(date.getNanos() + bound.getNanos())
        .build();
  }

  private static Event back(List<Event> events, long position) {
    return events.get((int) Math.max(0, events.size() + position));
  }
}
