package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.SubscribeToEventsParam;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.FairPool;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.config.ChannelAccess;
import orchestrator.server.event.ChannelEvents;
import orchestrator.server.event.EventFeed;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.EventStream;
import orchestrator.server.event.LogStore;
import orchestrator.server.event.LoggedEvent;
import orchestrator.server.event.StandaloneEventFeed;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.metrics.MetricsText;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The tasks of pool and feed wait until the test runs them, and the client reads what it is told
 * to.
 */
class EventStreamHandlerTest {
  private static final String STOPPING = "UNAVAILABLE: the server is stopping";

  private final LogStore store = new LogStore();
  private final List<String> log = new ArrayList<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final ChannelEvents events = new ChannelEvents(store, 10, organization -> tasks::add);
  private final List<CallContext> callers = new ArrayList<>();
  private final Metrics metrics = new Metrics();
  private EventFeed feed = new StandaloneEventFeed(Map.of("one", events));
  private ChannelAccess access = new ChannelAccess(Map.of("one", Set.of("A", "B")));
  private final EventStreamHandler handler =
      new EventStreamHandler(
          this::subscribe,
          metrics,
          new FairPool(new QueueLimit(8, 1 << 20), 1, tasks::add),
          new SizeLimits(SizeLimits.LEAST_EVENT, 1 << 20));
  private final InProcess server =
      InProcess.serving(
          ServerInterceptors.intercept(
              service(),
              new ChannelInterceptor(() -> access),
              new OrganizationInterceptor(Optional.empty())));

  @AfterEach
  void close() {
    server.close();
  }

  private EventStream subscribe(CallContext caller, String startEventId, EventSink sink) {
    callers.add(caller);
    return feed.subscribe(caller, startEventId, sink);
  }

  private ServerServiceDefinition service() {
    MethodDescriptor<SubscribeToEventsParam, Event> method =
        EventServiceGrpc.getSubscribeToEventsMethod();
    return ServerServiceDefinition.builder(EventServiceGrpc.SERVICE_NAME)
        .addMethod(
            method.toBuilder(Request.marshaller(method, 1 << 20), new EventMarshaller()).build(),
            ServerCalls.asyncServerStreamingCall(handler))
        .build();
  }

  private EventReader reader(String organization, String startEventId) {
    return new EventReader(server.with("mspid", organization, "channel", "one"), startEventId);
  }

  private EventReader reader() {
    return reader("A", "");
  }

  private void commit(int count) {
    for (int i = 0; i < count; i++) {
      commit(1, 100);
    }
  }

  private void commit(int count, int bytes) {
    List<Event> group = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Event event = LogStore.event("e%04d".formatted(log.size()), bytes);
      store.append(event);
      log.add(event.getId());
      group.add(event);
    }
    events.publish(group);
  }

  private void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private static String end(EventReader reader) {
    assertThat(reader.end()).isDone();
    return InProcess.inWords(reader.end().join());
  }

  private long open() {
    return MetricsText.value(metrics, "orchestrator_event_subscribers{channel=\"one\"}");
  }

  private long sent() {
    return MetricsText.value(metrics, "orchestrator_events_sent_total{channel=\"one\"}");
  }

  /** Without streams nobody is woken when the log grows. */
  private void assertThatTheFeedHasNoStream() {
    runAll();
    commit(1);
    assertThat(tasks).isEmpty();
  }

  @Test
  void aSubscriberGetsWhatIsInTheLogAndThenWhatIsCommitted() {
    commit(3);
    EventReader reader = reader().read(100);
    runAll();
    assertThat(reader.ids()).isEqualTo(log);

    commit(2);
    runAll();

    assertThat(reader.ids()).isEqualTo(log).hasSize(5);
    assertThat(reader.end()).isNotDone();
    assertThat(sent()).isEqualTo(5);
  }

  @Test
  void theFeedLearnsWhoAsksAndAfterWhichEvent() {
    commit(3);
    EventReader reader = reader("B", "e0001").read(100);
    runAll();

    assertThat(reader.ids()).containsExactly("e0002");
    assertThat(callers).extracting(CallContext::requester).containsExactly("B");
    assertThat(callers).extracting(CallContext::channel).containsExactly("one");
  }

  @Test
  void theFeedIsNotAskedInTheThreadOfTheTransport() {
    EventReader unused = reader();

    assertThat(callers).isEmpty();
    assertThat(tasks).hasSize(1);
    runAll();
    assertThat(callers).hasSize(1);
  }

  @Test
  void aReaderThatIsNeverReadyIsSentNothingAndCostsNeitherTasksNorReads() {
    EventReader never = reader("A", "");
    EventReader other = reader("B", "").read(1000);
    runAll();
    int snapshots = store.snapshots();

    for (int i = 0; i < 100; i++) {
      commit(1);
      runAll();
    }

    assertThat(never.events()).isEmpty();
    assertThat(never.end()).isNotDone();
    assertThat(other.ids()).isEqualTo(log).hasSize(100);
    assertThat(sent()).isEqualTo(100);
    assertThat(store.snapshots()).isEqualTo(snapshots);
  }

  @Test
  void aSlowReaderIsSentWhatItAsksForAndMissesNothing() {
    EventReader reader = reader();
    runAll();
    commit(50);
    runAll();

    for (int asked = 1; asked <= 50; asked++) {
      reader.read(1);
      runAll();
      assertThat(reader.ids()).isEqualTo(log.subList(0, asked));
      assertThat(sent()).isEqualTo(asked);
    }
  }

  @Test
  void whoCancelsIsForgotten() {
    EventReader reader = reader().read(100);
    commit(1);
    runAll();
    assertThat(open()).isEqualTo(1);
    assertThat(callers.get(0).gone().getAsBoolean()).isFalse();

    reader.leave();

    assertThat(open()).isZero();
    assertThat(callers.get(0).gone().getAsBoolean()).isTrue();
    assertThatTheFeedHasNoStream();
    assertThat(sent()).isEqualTo(1);
  }

  @Test
  void whoCancelsBeforeItsTurnHasComeIsForgottenToo() {
    reader().leave();

    assertThat(open()).isZero();
    assertThatTheFeedHasNoStream();
    assertThat(sent()).isZero();
  }

  @Test
  void anEventThatIsNotThereIsNotFound() {
    EventReader reader = reader("A", "e0009");
    runAll();

    assertThat(end(reader)).startsWith("NOT_FOUND: OE0002").contains("e0009");
    assertThat(open()).isZero();
  }

  @Test
  void aStorageThatFailsMeanwhileEndsTheStream() {
    EventReader reader = reader().read(100);
    commit(2);
    runAll();

    store.setAway(true);
    events.restart();
    runAll();

    assertThat(reader.ids()).isEqualTo(log);
    assertThat(end(reader)).isEqualTo("UNAVAILABLE: the storage cannot do this now");
    assertThat(open()).isZero();
    store.setAway(false);
    assertThatTheFeedHasNoStream();
  }

  @Test
  void aFaultOfTheFeedIsAnInternalErrorThatTellsNothingOfTheInside() {
    EventFeed sound = feed;
    feed =
        (caller, startEventId, sink) -> {
          throw new IllegalStateException("/data/channels/one is torn");
        };
    EventReader reader = reader();
    runAll();
    assertThat(end(reader)).isEqualTo("INTERNAL: OE0007: internal error");

    feed = sound;
    commit(1);
    EventReader next = reader().read(1);
    runAll();
    assertThat(next.ids()).isEqualTo(log);
  }

  @Test
  void aStreamThatHasFailedTakesNoMoreEventsAndNoOtherError() {
    List<EventSink> sinks = new ArrayList<>();
    EventFeed sound = feed;
    feed =
        (caller, startEventId, sink) -> {
          sinks.add(sink);
          return sound.subscribe(caller, startEventId, sink);
        };
    EventReader reader = reader().read(100);
    runAll();
    assertThat(sinks.get(0).isReady()).isTrue();

    sinks.get(0).fail(new StorageException("/data is full"));
    sinks.get(0).fail(new IllegalStateException("torn"));
    sinks.get(0).send(LoggedEvent.of("late", new byte[0]));

    assertThat(end(reader)).startsWith("UNAVAILABLE");
    assertThat(sinks.get(0).isReady()).isFalse();
    assertThat(reader.events()).isEmpty();
    assertThatTheFeedHasNoStream();
  }

  @Test
  void whereTooManyWaitAStreamIsRefusedAndTheOthersBegin() {
    List<EventReader> readers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      readers.add(reader().read(1));
    }

    // Half of the room is one organization's.
    assertThat(end(readers.get(4)))
        .isEqualTo("RESOURCE_EXHAUSTED: too many calls wait, try again later");
    runAll();
    commit(1);
    runAll();
    assertThat(readers.subList(0, 4)).allMatch(reader -> reader.ids().equals(log));
    assertThat(open()).isEqualTo(4);
  }

  @Test
  void atTheShutdownAllStreamsEndAlsoOfThoseThatReadNothing() {
    List<EventReader> readers = List.of(reader().read(100), reader("B", ""), reader().read(1));
    commit(3);
    runAll();

    handler.stop();

    assertThat(readers).extracting(EventStreamHandlerTest::end).containsOnly(STOPPING);
    assertThat(open()).isZero();
    assertThatTheFeedHasNoStream();
  }

  @Test
  void atTheShutdownStreamsThatComeOrWaitForTheirTurnEndToo() {
    EventReader waiting = reader().read(100);
    handler.stop();
    EventReader late = reader().read(100);
    runAll();

    assertThat(List.of(waiting, late))
        .extracting(EventStreamHandlerTest::end)
        .containsOnly(STOPPING);
    assertThat(open()).isZero();
    assertThatTheFeedHasNoStream();
    assertThat(sent()).isZero();
  }

  @Test
  void whoWouldNotBeLetInAnyMoreIsEndedAndNobodyElse() {
    EventReader gone = reader("B", "").read(100);
    EventReader stays = reader("A", "").read(100);
    runAll();

    access = new ChannelAccess(Map.of("one", Set.of("A"), "two", Set.of("B")));
    handler.checkAdmission();
    commit(1);
    runAll();

    assertThat(end(gone))
        .isEqualTo(
            "PERMISSION_DENIED: OE0102: organization \"B\" has not access to channel \"one\"");
    assertThat(stays.ids()).isEqualTo(log);
    assertThat(open()).isEqualTo(1);
    stays.leave();
    assertThatTheFeedHasNoStream();
  }

  @Test
  void whoIsTakenOutBeforeItsTurnHasComeIsEndedToo() {
    EventReader reader = reader("B", "").read(100);
    access = new ChannelAccess(Map.of("one", Set.of("A"), "two", Set.of("B")));
    runAll();

    assertThat(end(reader)).startsWith("PERMISSION_DENIED: OE0102");
    assertThatTheFeedHasNoStream();
  }

  @Test
  void ofAnEventThatIsTooLargeItIsToldWhatFits() {
    EventReader reader = reader().read(100);
    commit(1, SizeLimits.LEAST_EVENT);
    commit(1);
    runAll();

    assertThat(reader.ids()).isEqualTo(log);
    assertThat(reader.events().get(0).getMetadataMap()).containsOnlyKeys("left_out");
    assertThat(reader.events().get(1).getMetadataMap()).containsOnlyKeys("k");
  }
}
