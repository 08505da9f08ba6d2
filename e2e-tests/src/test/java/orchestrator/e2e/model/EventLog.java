package orchestrator.e2e.model;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.SortOrder;

/** Keeps the events of a channel in the order of commit, with the ids that the server gave them. */
final class EventLog {
  private final List<Event> events = new ArrayList<>();

  List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  void add(Event event) {
    events.add(event);
  }

  /** All that match, without a token. */
  QueryEventsResponse query(QueryEventsParam request) {
    List<Event> found =
        new ArrayList<>(
            events.stream().filter(event -> matches(request.getFilter(), event)).toList());
    if (request.getSort() == SortOrder.DESCENDING) {
      Collections.reverse(found);
    }
    return QueryEventsResponse.newBuilder().addAllEvents(found).build();
  }

  private static boolean matches(EventQueryFilter filter, Event event) {
    return (filter.getAssetKey().isEmpty() || filter.getAssetKey().equals(event.getAssetKey()))
        && (filter.getAssetKind() == AssetKind.ASSET_UNKNOWN
            || filter.getAssetKind() == event.getAssetKind())
        && (filter.getEventKind() == EventKind.EVENT_UNKNOWN
            || filter.getEventKind() == event.getEventKind())
        && event.getMetadataMap().entrySet().containsAll(filter.getMetadataMap().entrySet())
        && (!filter.hasStart()
            || State.BY_TIME.compare(event.getTimestamp(), cut(filter.getStart())) >= 0)
        && (!filter.hasEnd()
            || State.BY_TIME.compare(event.getTimestamp(), cut(filter.getEnd())) <= 0);
  }

  /** The same moment cut to microseconds. */
  static Timestamp cut(Timestamp bound) {
    return Timestamp.newBuilder()
        .setSeconds(bound.getSeconds())
        .setNanos(bound.getNanos() / 1_000 * 1_000)
        .build();
  }

  /**
   * The events after that of an id, or all for an empty one.
   *
   * @throws Refusal when there is no such event
   */
  List<Event> after(String id) {
    if (id.isEmpty()) {
      return events();
    }
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).getId().equals(id)) {
        return Collections.unmodifiableList(events.subList(i + 1, events.size()));
      }
    }
    throw Refusal.notFound(Kind.EVENT, id);
  }
}
