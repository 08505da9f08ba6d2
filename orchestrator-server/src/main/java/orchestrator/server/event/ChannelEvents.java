package orchestrator.server.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;
import orchestrator.lib.persistence.Tables;
import orchestrator.proto.Event;
import orchestrator.server.call.OrganizationExecutors;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;

/**
 * Streams the events of one channel: holds the log in the store, its newest part in memory, and the
 * subscribers.
 */
public final class ChannelEvents {
  /** Bytes of events in memory. */
  private static final long TAIL_BYTES = 8 << 20;

  /** Bytes of events, but for the last of them, in one read of the store. */
  private static final int READ_BYTES = 1 << 20;

  /** Sorts after all ids, so that whoever looks for events asks the store. */
  private static final String AFTER_ALL = "none";

  private final Store store;
  private final int batch;
  private final long tailBytes;
  private final OrganizationExecutors senders;
  private final Subscribers subscribers;
  private volatile BoundedTail<String, LoggedEvent> tail;

  /**
   * The events in a store.
   *
   * @param batch how many events are read from the store at a time
   * @param senders sends the events
   */
  public ChannelEvents(Store store, int batch, OrganizationExecutors senders) {
    this(store, batch, TAIL_BYTES, senders);
  }

  /** As the other one, with room for so many bytes of events in memory. */
  ChannelEvents(Store store, int batch, long tailBytes, OrganizationExecutors senders) {
    this.store = store;
    this.batch = batch;
    this.tailBytes = tailBytes;
    this.senders = senders;
    this.subscribers = new Subscribers(senders.of(OrganizationExecutors.NOBODY));
    this.tail = tailAfter(lastId());
  }

  private BoundedTail<String, LoggedEvent> tailAfter(String id) {
    return new BoundedTail<>(id, tailBytes, LoggedEvent::size);
  }

  private String lastId() {
    return Tables.EVENTS.query(store.latest()).descending().first().map(Event::getId).orElse("");
  }

  /** Adds events that have become durable; for the channel's writer. */
  public void publish(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    synchronized (this) {
      for (Event event : events) {
        tail.add(event.getId(), LoggedEvent.of(event));
      }
    }
    subscribers.wake();
  }

  /**
   * Begins a new tail: the log has grown otherwise, or cannot be read any more, so what is in
   * memory is not its end. Every subscriber looks again, and hears of it if there is nothing to
   * look at.
   */
  public void restart() {
    // What is published meanwhile must be in the new tail, or before its start.
    synchronized (this) {
      try {
        tail = tailAfter(lastId());
      } catch (StorageException e) {
        tail = tailAfter(AFTER_ALL);
      }
    }
    subscribers.wake();
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
    Executor own = senders.of(organization);
    return subscribers.add(new StoreCursor(startEventId, own), sink, own);
  }

  /** Some of the durable events after one, from memory or from the store; none at the end. */
  private List<LoggedEvent> after(String id) {
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

  /** Walks through the log, where a place is the id of the last event that was sent. */
  private final class StoreCursor implements EventCursor {
    private final Optional<Executor> again;
    private String last;

    private StoreCursor(String last, Executor executor) {
      this.last = last;
      this.again = Optional.of(executor);
    }

    @Override
    public Optional<Executor> advance(Outlet outlet) {
      List<LoggedEvent> next = after(last);
      for (LoggedEvent event : next) {
        if (!outlet.send(event)) {
          return Optional.empty();
        }
        last = event.id();
      }
      return next.isEmpty() ? Optional.empty() : again;
    }

    @Override
    public void stop() {}
  }
}
