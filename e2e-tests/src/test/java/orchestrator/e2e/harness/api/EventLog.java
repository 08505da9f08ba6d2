package orchestrator.e2e.harness.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.ProfilingServiceGrpc;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Reads the events of a party's channel. */
public final class EventLog {
  private EventLog() {}

  /** Puts an event of its own, about nothing else, into the log, and answers it. */
  public static Event mark(Party party) {
    String key = UUID.randomUUID().toString();
    party.call(
        ProfilingServiceGrpc.getRegisterProfilingStepMethod(),
        ProfilingStep.newBuilder().setAssetKey(key).setStep("mark").setDuration(1).build());
    List<Event> events = of(party, key);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  /**
   * The events that the calls made by {@code action} left, in the order of the log: what a stream
   * delivers between a mark before it and a mark after it. Nobody else may write meanwhile.
   */
  public static List<Event> during(Party party, ThrowingCallable action) {
    Event before = mark(party);
    try {
      action.call();
    } catch (Throwable e) {
      throw new AssertionError("the calls failed", e);
    }
    Event after = mark(party);
    try (EventStream stream = EventStream.after(before.getId(), party.transport())) {
      List<Event> events = stream.upTo(event -> event.getId().equals(after.getId()));
      return events.subList(0, events.size() - 1);
    }
  }

  /** Every event so far, as a subscriber from the start is given them; puts a mark at their end. */
  public static List<Event> all(Party party) {
    Event last = mark(party);
    try (EventStream stream = EventStream.after("", party.transport())) {
      return stream.upTo(event -> event.getId().equals(last.getId()));
    }
  }

  /** All events of one asset, by queries. */
  public static List<Event> of(Party party, String assetKey) {
    return query(
        party,
        QueryEventsParam.newBuilder()
            .setFilter(EventQueryFilter.newBuilder().setAssetKey(assetKey)));
  }

  /** All events that a query finds, over all of its pages. */
  public static List<Event> query(Party party, QueryEventsParam.Builder query) {
    List<Event> events = new ArrayList<>();
    QueryEventsResponse page;
    do {
      page = party.call(EventServiceGrpc.getQueryEventsMethod(), query.build());
      events.addAll(page.getEventsList());
      query.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return events;
  }

  /** Micro-seconds since 1970; the date must be set and have nothing finer. */
  public static long micros(Timestamp time) {
    assertThat(time.getSeconds()).as("the date is set").isPositive();
    assertThat(time.getNanos() % 1000).as("nothing below a microsecond").isZero();
    return time.getSeconds() * 1_000_000 + time.getNanos() / 1000;
  }
}
