package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import orchestrator.lib.fixtures.Calls;
import orchestrator.lib.fixtures.Cost;
import orchestrator.lib.persistence.Times;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.SortOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventServiceTest {
  private final TaskWorld world = new TaskWorld();
  private final EventService events = world.calls.service(EventService.class);
  private List<Event> all = List.of();

  @BeforeEach
  void letThingsHappen() {
    world.register(task("a"), task("b"), task("c", "a", "b"));
    world.train("a", "model of a");
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_EXECUTING, "b", "a good reason");
    all = query(EventQueryFilter.newBuilder());
    assertThat(all).hasSizeGreaterThan(10);
  }

  private QueryEventsResponse call(QueryEventsParam.Builder request) {
    return world.calls.call(ORG3, events::queryEvents, request.build());
  }

  private List<Event> query(EventQueryFilter.Builder filter) {
    return call(QueryEventsParam.newBuilder().setFilter(filter).setPageSize(Calls.MOST))
        .getEventsList();
  }

  private static long micros(Event event) {
    return Times.micros(event.getTimestamp());
  }

  private static List<Event> reversed(List<Event> events) {
    List<Event> reversed = new ArrayList<>(events);
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  void theLogHoldsEveryEventInOrderOnceWithIdChannelAndTime() {
    List<String> ids = all.stream().map(Event::getId).toList();

    assertThat(new HashSet<>(ids)).hasSize(all.size());
    assertThat(all).isSortedAccordingTo(Comparator.comparingLong(EventServiceTest::micros));
    assertThat(all).extracting(Event::getChannel).containsOnly(Calls.CHANNEL);
    assertThat(all.subList(all.size() - 1, all.size())).isEqualTo(lastOfB());
  }

  private List<Event> lastOfB() {
    return query(EventQueryFilter.newBuilder().putMetadata("reason", "a good reason"));
  }

  @Test
  void eachFilterPicksWhatItSays() {
    assertThat(query(EventQueryFilter.newBuilder().setAssetKey(key("a"))))
        .isEqualTo(all.stream().filter(e -> e.getAssetKey().equals(key("a"))).toList())
        .hasSize(4);
    assertThat(query(EventQueryFilter.newBuilder().setAssetKind(AssetKind.ASSET_COMPUTE_TASK)))
        .isEqualTo(
            all.stream().filter(e -> e.getAssetKind() == AssetKind.ASSET_COMPUTE_TASK).toList())
        .isNotEmpty();
    assertThat(query(EventQueryFilter.newBuilder().setEventKind(EventKind.EVENT_ASSET_UPDATED)))
        .isEqualTo(
            all.stream().filter(e -> e.getEventKind() == EventKind.EVENT_ASSET_UPDATED).toList())
        .isNotEmpty();
    assertThat(query(EventQueryFilter.newBuilder().putMetadata("reason", "User action")))
        .isEqualTo(
            all.stream().filter(e -> e.getMetadataMap().containsValue("User action")).toList())
        .isNotEmpty();
  }

  @Test
  void bothKindsTogetherPickWhatHasBothAndReadNothingElse() {
    EventQueryFilter.Builder filter =
        EventQueryFilter.newBuilder()
            .setAssetKind(AssetKind.ASSET_COMPUTE_TASK)
            .setEventKind(EventKind.EVENT_ASSET_CREATED);
    List<Event> expected =
        all.stream()
            .filter(e -> e.getAssetKind() == AssetKind.ASSET_COMPUTE_TASK)
            .filter(e -> e.getEventKind() == EventKind.EVENT_ASSET_CREATED)
            .toList();

    Cost cost =
        Cost.of(
            world.calls,
            ORG3,
            events::queryEvents,
            QueryEventsParam.newBuilder().setFilter(filter).build());

    assertThat(query(filter)).isEqualTo(expected).hasSize(3);
    assertThat(cost.steps()).isEqualTo(expected.size() + 1);
    assertThat(query(filter.setAssetKindValue(-1))).isEmpty();
  }

  @Test
  void filtersCombine() {
    assertThat(
            query(
                EventQueryFilter.newBuilder()
                    .setAssetKey(key("b"))
                    .setAssetKind(AssetKind.ASSET_COMPUTE_TASK)
                    .setEventKind(EventKind.EVENT_ASSET_UPDATED)
                    .putMetadata("reason", "a good reason")
                    .setEnd(all.get(all.size() - 1).getTimestamp())))
        .singleElement()
        .satisfies(event -> assertThat(event.getComputeTask().getKey()).isEqualTo(key("b")));
  }

  @Test
  void metadataMustContainAllPairsGiven() {
    assertThat(
            query(
                EventQueryFilter.newBuilder()
                    .putMetadata("reason", "User action")
                    .putMetadata("other", "x")))
        .isEmpty();
    assertThat(query(EventQueryFilter.newBuilder().putMetadata("reason", "good"))).isEmpty();
    assertThat(query(EventQueryFilter.newBuilder().putMetadata("reason\0User action", "")))
        .isEmpty();
  }

  @Test
  void unknownKindsMatchNothing() {
    assertThat(query(EventQueryFilter.newBuilder().setAssetKindValue(99))).isEmpty();
    assertThat(query(EventQueryFilter.newBuilder().setEventKindValue(-1))).isEmpty();
    assertThat(query(EventQueryFilter.newBuilder().setAssetKey("no uuid"))).isEmpty();
  }

  @Test
  void startAndEndAreInclusiveAndCutToMicroseconds() {
    Timestamp start = all.get(3).getTimestamp();
    Timestamp end = all.get(6).getTimestamp();
    List<Event> within =
        all.stream()
            .filter(e -> micros(e) >= Times.micros(start))
            .filter(e -> micros(e) <= Times.micros(end))
            .toList();

    assertThat(within).hasSizeBetween(4, all.size() - 1);
    assertThat(query(EventQueryFilter.newBuilder().setStart(start).setEnd(end))).isEqualTo(within);
    assertThat(query(EventQueryFilter.newBuilder().setStart(later(start)).setEnd(later(end))))
        .isEqualTo(within);
    assertThat(
            query(
                EventQueryFilter.newBuilder()
                    .setStart(Times.timestamp(Times.micros(start) + 1))
                    .setEnd(Times.timestamp(Times.micros(end) - 1))))
        .isEqualTo(
            within.stream()
                .filter(e -> !e.getTimestamp().equals(start) && !e.getTimestamp().equals(end))
                .toList());
  }

  /** The last time that is the same when it is cut to microseconds. */
  private static Timestamp later(Timestamp time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getSeconds())
        .setNanos(time.getNanos() + 999)
        .build();
  }

  @Test
  void boundsOutsideAllTimesAreBoundsToo() {
    Timestamp early = Timestamp.newBuilder().setSeconds(-1).build();
    Timestamp late = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();

    assertThat(query(EventQueryFilter.newBuilder().setStart(early).setEnd(late))).isEqualTo(all);
    assertThat(query(EventQueryFilter.newBuilder().setEnd(early))).isEmpty();
    assertThat(query(EventQueryFilter.newBuilder().setStart(late))).isEmpty();
    assertThat(query(EventQueryFilter.newBuilder().setStart(late).setEnd(early))).isEmpty();
    // No time has such nanoseconds, and a request may.
    Timestamp later = late.toBuilder().setNanos(Integer.MAX_VALUE).build();
    Timestamp earlier =
        Timestamp.newBuilder().setSeconds(Long.MIN_VALUE).setNanos(Integer.MIN_VALUE).build();
    assertThat(query(EventQueryFilter.newBuilder().setStart(earlier).setEnd(later))).isEqualTo(all);
    assertThat(query(EventQueryFilter.newBuilder().setStart(later))).isEmpty();
    assertThat(query(EventQueryFilter.newBuilder().setEnd(earlier))).isEmpty();
  }

  @Test
  void descendingIsTheReverseAndAnyOtherOrderAscends() {
    assertThat(sorted(SortOrder.DESCENDING_VALUE)).isEqualTo(reversed(all));
    assertThat(sorted(SortOrder.ASCENDING_VALUE)).isEqualTo(all);
    assertThat(sorted(SortOrder.UNSPECIFIED_VALUE)).isEqualTo(all);
    assertThat(sorted(99)).isEqualTo(all);
  }

  private List<Event> sorted(int order) {
    return call(QueryEventsParam.newBuilder().setSortValue(order).setPageSize(Calls.MOST))
        .getEventsList();
  }

  @Test
  void aWalkFindsEveryEventOnceInBothDirections() {
    EventQueryFilter updates =
        EventQueryFilter.newBuilder().setEventKind(EventKind.EVENT_ASSET_UPDATED).build();
    List<Event> expected = query(updates.toBuilder());

    for (int size = 1; size <= expected.size() + 1; size++) {
      assertThat(walk(updates, SortOrder.ASCENDING, size)).isEqualTo(expected);
      assertThat(walk(updates, SortOrder.DESCENDING, size)).isEqualTo(reversed(expected));
    }
  }

  private List<Event> walk(EventQueryFilter filter, SortOrder order, int size) {
    List<Event> found = new ArrayList<>();
    String token = "";
    do {
      QueryEventsResponse page =
          call(
              QueryEventsParam.newBuilder()
                  .setFilter(filter)
                  .setSort(order)
                  .setPageSize(size)
                  .setPageToken(token));
      found.addAll(page.getEventsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  @Test
  void aRefusedCallLeavesNoEvent() {
    assertRefused(
        "OE0102: only task owner can update it",
        () -> world.act(ORG1, ComputeTaskAction.TASK_ACTION_EXECUTING, "c"));

    assertThat(query(EventQueryFilter.newBuilder())).isEqualTo(all);
  }
}
