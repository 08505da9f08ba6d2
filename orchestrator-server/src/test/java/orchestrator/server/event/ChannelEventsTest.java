package orchestrator.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.proto.Event;
import orchestrator.server.call.CallContext;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.Test;

class ChannelEventsTest {
  private static final int BATCH = 3;
  private static final long TAIL_BYTES = 8 << 10;

  private final LogStore store = new LogStore();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();

  /** The organizations whose turn it was, in that order. */
  private final List<String> turns = new ArrayList<>();

  private ChannelEvents events = open();

  private ChannelEvents open() {
    return new ChannelEvents(
        store,
        BATCH,
        TAIL_BYTES,
        organization ->
            task ->
                tasks.add(
                    () -> {
                      turns.add(organization);
                      task.run();
                    }));
  }

  private void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  /** Lets the log grow by what this server commits. */
  private void commit(int count, int bytes) {
    List<Event> group = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      group.add(append(bytes));
    }
    events.publish(group);
  }

  /** Lets the log grow by what somebody else commits. */
  private Event append(int bytes) {
    Event event = LogStore.event("e%04d".formatted(log.size()), bytes);
    store.append(event);
    log.add(event.getId());
    return event;
  }

  private Subscriber subscribe(Subscriber subscriber, String startEventId) {
    return subscribe("org", subscriber, startEventId);
  }

  private Subscriber subscribe(String organization, Subscriber subscriber, String startEventId) {
    subscriber.begin(events.subscribe(organization, startEventId, subscriber));
    return subscriber;
  }

  @Test
  void aSubscriberGetsWhatIsInTheStoreAndThenWhatIsCommitted() {
    IntStream.range(0, 10).forEach(i -> append(1));
    events = open();
    Subscriber subscriber = subscribe(Subscriber.fast(), "");
    runAll();
    assertThat(subscriber.received()).isEqualTo(log);

    commit(5, 1);
    runAll();

    assertThat(subscriber.received()).isEqualTo(log).hasSize(15);
  }

  @Test
  void whatIsCommittedWhileTheStoreIsReadComesOnce() {
    IntStream.range(0, 7).forEach(i -> append(1));
    events = open();
    Subscriber subscriber = subscribe(Subscriber.fast(), "");
    while (!tasks.isEmpty()) {
      tasks.remove().run();
      if (log.size() < 30) {
        commit(2, 1);
      }
    }

    assertThat(subscriber.received()).isEqualTo(log);
  }

  @Test
  void aStreamBeginsAfterAnEvent() {
    commit(6, 1);

    Subscriber afterThird = subscribe(Subscriber.fast(), log.get(2));
    Subscriber afterLast = subscribe(Subscriber.fast(), log.get(5));
    runAll();

    assertThat(afterThird.received()).isEqualTo(log.subList(3, 6));
    assertThat(afterLast.received()).isEmpty();
  }

  @Test
  void anUnknownStartEventIsNotFound() {
    commit(1, 1);

    assertThatThrownBy(() -> subscribe(Subscriber.fast(), "x"))
        .isInstanceOfSatisfying(
            OrchestratorException.class,
            e -> assertThat(e.description()).isEqualTo("OE0002: event with key \"x\" not found"));
    assertThat(tasks).isEmpty();
  }

  @Test
  void whatIsInMemoryIsNotReadFromTheStore() {
    Subscriber subscriber = subscribe(Subscriber.fast(), "");
    commit(10, 1);
    runAll();

    assertThat(subscriber.received()).isEqualTo(log);
    assertThat(store.snapshots()).isZero();
  }

  @Test
  void aSlowReaderGoesBackToTheStoreAndThenToMemoryWithoutAGap() {
    Subscriber slow = subscribe(new Subscriber(1), "");
    commit(1, 1 << 10);
    runAll();
    // Four times what memory keeps.
    IntStream.range(0, 32).forEach(i -> commit(1, 1 << 10));
    runAll();
    assertThat(slow.received()).hasSize(1);
    assertThat(store.snapshots()).isZero();

    while (slow.received().size() < log.size()) {
      int before = slow.received().size();
      slow.take(1);
      runAll();
      assertThat(slow.received()).hasSize(before + 1);
    }

    assertThat(slow.received()).isEqualTo(log);
    int reads = store.snapshots();
    assertThat(reads).isPositive();
    slow.take(10);
    commit(3, 1);
    runAll();
    assertThat(slow.received()).isEqualTo(log);
    assertThat(store.snapshots()).as("reads of the store").isEqualTo(reads);
  }

  @Test
  void aReaderThatDoesNotReadHoldsUpNobody() {
    Subscriber stalled = subscribe(new Subscriber(0), "");
    Subscriber fast = subscribe(Subscriber.fast(), "");

    commit(10, 1);
    runAll();

    assertThat(fast.received()).isEqualTo(log);
    assertThat(stalled.received()).isEmpty();
    assertThat(turns).hasSizeLessThan(10);
  }

  @Test
  void nobodyWaitsForAnothersWholeReplay() {
    IntStream.range(0, 60).forEach(i -> append(1));
    events = open();
    Subscriber first = subscribe("org1", Subscriber.fast(), "");
    Subscriber second = subscribe("org2", Subscriber.fast(), "");

    for (int step = 0; step < 10; step++) {
      tasks.remove().run();
    }

    assertThat(first.received()).hasSize(5 * BATCH);
    assertThat(second.received()).hasSize(5 * BATCH);
    assertThat(turns.subList(0, 4)).containsExactly("org1", "org2", "org1", "org2");
  }

  @Test
  void largeEventsAreReadByTheMegabyte() {
    IntStream.range(0, 6).forEach(i -> append(700 << 10));
    events = open();
    Subscriber subscriber = subscribe(Subscriber.fast(), "");

    tasks.remove().run();

    assertThat(subscriber.received()).hasSize(2);
  }

  @Test
  void aStoreThatFailsEndsAReplayAndNobodyElsesStream() {
    IntStream.range(0, 10).forEach(i -> append(1));
    events = open();
    Subscriber inMemory = subscribe(Subscriber.fast(), log.get(9));
    Subscriber replaying = subscribe(new Subscriber(4), "");
    runAll();
    store.setAway(true);

    replaying.take(4);
    runAll();

    assertThat(replaying.received()).isEqualTo(log.subList(0, 4));
    assertThat(replaying.failure().orElseThrow()).isInstanceOf(StorageException.class);
    events.publish(List.of(LogStore.event("e0010", 1)));
    runAll();
    assertThat(inMemory.received()).containsExactly("e0010");
    assertThat(inMemory.failure()).isEmpty();
  }

  @Test
  void aStartEventCannotBeLookedUpInAStoreThatIsAway() {
    commit(1, 1);
    store.setAway(true);

    assertThatThrownBy(() -> subscribe(Subscriber.fast(), log.get(0)))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void aCancelInTheMiddleOfAReplayEndsIt() {
    IntStream.range(0, 10).forEach(i -> append(1));
    events = open();
    Subscriber subscriber = subscribe(Subscriber.fast(), "");
    tasks.remove().run();

    subscriber.leave();
    runAll();
    commit(1, 1);
    runAll();

    assertThat(subscriber.received()).isEqualTo(log.subList(0, BATCH));
    assertThat(subscriber.failure()).isEmpty();
  }

  @Test
  void whatAnotherServerCommitsComesInItsPlace() {
    Subscriber subscriber = subscribe(Subscriber.fast(), "");
    commit(2, 1);
    runAll();

    append(1);
    append(1);
    events.restart();
    commit(2, 1);
    runAll();

    assertThat(subscriber.received()).isEqualTo(log).hasSize(6);
  }

  @Test
  void whenTheLogIsTakenAwayEverySubscriberHearsOfIt() {
    commit(2, 1);
    Subscriber subscriber = subscribe(Subscriber.fast(), "");
    runAll();
    store.setAway(true);

    events.restart();
    runAll();

    assertThat(subscriber.failure().orElseThrow()).isInstanceOf(StorageException.class);
  }

  @Test
  void theFeedFindsTheChannelOfTheCaller() {
    commit(2, 1);
    StandaloneEventFeed feed = new StandaloneEventFeed(Map.of("channel", events));
    Subscriber subscriber = Subscriber.fast();

    feed.subscribe(caller("channel"), "", subscriber);
    runAll();

    assertThat(subscriber.received()).isEqualTo(log);
    assertThat(turns).contains("org");
    assertThatThrownBy(() -> feed.subscribe(caller("other"), "", subscriber))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no channel other");
  }

  private static CallContext caller(String channel) {
    return new CallContext("org", channel, Optional.empty(), () -> false);
  }
}
