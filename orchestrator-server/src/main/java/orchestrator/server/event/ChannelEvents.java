package orchestrator.server.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import orchestrator.lib.persistence.Tables;
import orchestrator.proto.Event;
import orchestrator.server.call.OrganizationExecutors;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;

/** The events of one channel: the log in the store, its newest part in memory, the subscribers. */
public final class ChannelEvents {
  /** Bytes of events in memory, and at most in one read of the store. */
  private static final int TAIL_BYTES = 8 << 20;

  private static final int READ_BYTES = 1 << 20;

  /** After which nobody asks. */
  private static final String NO_EVENT = "none";

  private final Store store;
  private volatile EventTail tail;
  private final int batch;
  private final OrganizationExecutors senders;
  private final Set<ChannelStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean waking = new AtomicBoolean();

  /**
   * The events in a store.
   *
   * @param batch how many events are read from the store at a time
   * @param senders sends the events
   */
  public ChannelEvents(Store store, int batch, OrganizationExecutors senders) {
    this.store = store;
    this.batch = batch;
    this.senders = senders;
    this.tail = tail();
  }

  private EventTail tail() {
    return new EventTail(lastId(store.latest()), TAIL_BYTES);
  }

  private static String lastId(Reader reader) {
    return Tables.EVENTS.query(reader).descending().first().map(Event::getId).orElse("");
  }

  /** Adds events that have become durable; for the channel's writer. */
  public void publish(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    tail.add(events.stream().map(LoggedEvent::of).toList());
    wake();
  }

  /**
   * The log has grown otherwise, or cannot be read any more: what is in memory is not its end.
   * Every subscriber looks again, and hears of it if there is nothing to look at.
   */
  public void restart() {
    try {
      tail = tail();
    } catch (StorageException e) {
      tail = new EventTail(NO_EVENT, TAIL_BYTES);
    }
    wake();
  }

  private void wake() {
    // However many subscribers there are, the writer hands over one task, and none while one waits.
    if (!streams.isEmpty() && waking.compareAndSet(false, true)) {
      senders
          .of(OrganizationExecutors.NOBODY)
          .execute(
              () -> {
                waking.set(false);
                streams.forEach(ChannelStream::resume);
              });
    }
  }

  /** See {@link EventFeed#subscribe}. */
  EventStream subscribe(String organization, String startEventId, EventSink sink) {
    if (!startEventId.isEmpty()) {
      try (Snapshot snapshot = store.snapshot()) {
        if (!Tables.EVENTS.contains(snapshot, startEventId)) {
          throw Tables.EVENTS.notFound(startEventId);
        }
      }
    }
    ChannelStream stream = new ChannelStream(this, startEventId, sink, senders.of(organization));
    streams.add(stream);
    stream.resume();
    return stream;
  }

  void remove(ChannelStream stream) {
    streams.remove(stream);
  }

  /** Some of the durable events after one, from memory or from the store; none at the end. */
  List<LoggedEvent> after(String id) {
    return tail.after(id, batch).orElseGet(() -> stored(id));
  }

  private List<LoggedEvent> stored(String id) {
    List<LoggedEvent> events = new ArrayList<>();
    int bytes = 0;
    Range range = Tables.EVENTS.after(id);
    try (Snapshot snapshot = store.snapshot();
        Scan scan = snapshot.scan(range)) {
      while (events.size() < batch && bytes < READ_BYTES && scan.next()) {
        events.add(LoggedEvent.of(scan.key().lastPart(), scan.value()));
        bytes += scan.value().length;
      }
    }
    return events;
  }
}
