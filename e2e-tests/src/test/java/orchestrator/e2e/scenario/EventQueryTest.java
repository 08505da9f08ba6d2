package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.Locale;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.SortOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventQueryTest extends Scenario {

  /** The events of this scenario, by their position in the log. */
  private List<Event> all;

  @BeforeEach
  void theLifeOfATask() {
    aPlanAndAFunction();
    all =
        EventLog.during(
            one,
            () -> {
              one.register(task("task"));
              run("task");
              one.renamePlan(key("plan"), "renamed");
            });
    assertThat(all).hasSize(6);
  }

  private List<Event> found(EventQueryFilter.Builder filter) {
    return EventLog.query(two, QueryEventsParam.newBuilder().setFilter(filter));
  }

  private EventQueryFilter.Builder ofTask() {
    return EventQueryFilter.newBuilder().setAssetKey(key("task"));
  }

  @Test
  void eventsAreFoundByTheKeyOfTheirAsset() {
    assertThat(found(ofTask())).containsExactly(all.get(0), all.get(1), all.get(3), all.get(4));
    assertThat(found(EventQueryFilter.newBuilder().setAssetKey(key("task-model"))))
        .containsExactly(all.get(2));
    assertThat(found(EventQueryFilter.newBuilder().setAssetKey(key("nothing")))).isEmpty();
  }

  @Test
  void theKeyOfAFilterIsTakenAsItIs() {
    String upper = key("task").toUpperCase(Locale.ROOT);

    assertThat(found(EventQueryFilter.newBuilder().setAssetKey(upper))).isEmpty();
    assertThat(found(EventQueryFilter.newBuilder().setAssetKey("no-key\0"))).isEmpty();
  }

  @Test
  void aTimeBeyondWhatAStoreCanHoldMatchesNothingOrAll() {
    List<Event> allOfTask = found(ofTask());
    for (long seconds : new long[] {Long.MIN_VALUE, -1, -62_135_596_801L}) {
      Timestamp.Builder early =
          Timestamp.newBuilder().setSeconds(seconds).setNanos(Integer.MIN_VALUE);
      assertThat(found(ofTask().setStart(early))).isEqualTo(allOfTask);
      assertThat(found(ofTask().setEnd(early))).isEmpty();
    }
    for (long seconds : new long[] {253_402_300_800L, Long.MAX_VALUE}) {
      Timestamp.Builder late =
          Timestamp.newBuilder().setSeconds(seconds).setNanos(Integer.MAX_VALUE);
      assertThat(found(ofTask().setStart(late))).isEmpty();
      assertThat(found(ofTask().setEnd(late))).isEqualTo(allOfTask);
    }
    assertThat(
            found(ofTask().setStart(all.get(5).getTimestamp()).setEnd(all.get(0).getTimestamp())))
        .isEmpty();
  }

  @Test
  void filtersCombine() {
    assertThat(found(ofTask().setAssetKind(AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET)))
        .containsExactly(all.get(3));
    assertThat(found(ofTask().setEventKind(EventKind.EVENT_ASSET_UPDATED)))
        .containsExactly(all.get(1), all.get(4));
    assertThat(
            found(
                ofTask()
                    .setEventKind(EventKind.EVENT_ASSET_CREATED)
                    .setAssetKind(AssetKind.ASSET_COMPUTE_TASK)))
        .containsExactly(all.get(0));
    assertThat(found(ofTask().setEventKindValue(99))).isEmpty();
    assertThat(found(ofTask().setAssetKindValue(99))).isEmpty();
  }

  @Test
  void metadataIsFoundByThePairsThatItContains() {
    assertThat(found(ofTask().putMetadata("reason", "User action")))
        .containsExactly(all.get(1), all.get(4));
    assertThat(found(ofTask().putMetadata("reason", "another"))).isEmpty();
    assertThat(found(ofTask().putMetadata("reason", "User action").putMetadata("a", "b")))
        .isEmpty();
  }

  @Test
  void bothEndsOfATimeAreInside() {
    Timestamp start = all.get(1).getTimestamp();
    Timestamp end = all.get(3).getTimestamp();

    assertThat(found(ofTask().setStart(start).setEnd(end)))
        .isNotEmpty()
        .isEqualTo(
            found(ofTask()).stream()
                .filter(event -> Timestamps.compare(event.getTimestamp(), start) >= 0)
                .filter(event -> Timestamps.compare(event.getTimestamp(), end) <= 0)
                .toList());
    assertThat(found(ofTask().setStart(start))).contains(all.get(1)).contains(all.get(4));
    assertThat(found(ofTask().setEnd(start))).contains(all.get(0)).contains(all.get(1));
  }

  @Test
  void timesAreCutToMicroseconds() {
    Timestamp time = all.get(0).getTimestamp();
    Timestamp finer = Timestamps.add(time, Durations.fromNanos(999));

    assertThat(found(ofTask().setStart(finer))).contains(all.get(0));
  }

  @Test
  void descendingIsTheReverse() {
    List<Event> ascending = found(ofTask());
    var query = QueryEventsParam.newBuilder().setFilter(ofTask()).setPageSize(2);

    assertThat(EventLog.query(two, query.clone().setSort(SortOrder.ASCENDING)))
        .isEqualTo(ascending);
    assertThat(EventLog.query(two, query.clone().setSortValue(99))).isEqualTo(ascending);
    assertThat(EventLog.query(two, query.clone().setSort(SortOrder.DESCENDING)))
        .isEqualTo(Lists.reverse(ascending));
  }

  @Test
  void eventsOfOneTimeKeepTheirPlaceInTheLog() {
    assertThat(all.get(2).getTimestamp()).isEqualTo(all.get(3).getTimestamp());

    assertThat(
            found(
                EventQueryFilter.newBuilder()
                    .setStart(all.get(0).getTimestamp())
                    .setEnd(all.get(5).getTimestamp())))
        .containsSubsequence(all);
  }
}
