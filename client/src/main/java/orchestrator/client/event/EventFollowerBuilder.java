package orchestrator.client.event;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.SortOrder;

/**
 * Describes an {@link EventFollower}: from the channel's first event, with the checkpoint in
 * memory, unless said otherwise.
 *
 * <pre>{@code
 * EventFollower follower = EventFollower.of(client).fromNow().start(event -> queue.put(event));
 * }</pre>
 */
public final class EventFollowerBuilder {
  private static final int DEFAULT_WINDOW = 64;

  private final OrchestratorClient client;
  private Checkpointer checkpointer = Checkpointer.inMemory();
  private Backoff backoff = Backoff.DEFAULT;
  private int window = DEFAULT_WINDOW;

  EventFollowerBuilder(OrchestratorClient client) {
    this.client = client;
  }

  /** Where to go on, and where to remember how far it came. */
  @CanIgnoreReturnValue
  public EventFollowerBuilder checkpointer(Checkpointer checkpointer) {
    this.checkpointer = checkpointer;
    return this;
  }

  /** Begins behind this event. */
  @CanIgnoreReturnValue
  public EventFollowerBuilder after(String eventId) {
    return checkpointer(Checkpointer.after(eventId));
  }

  /**
   * Begins behind the last event that is committed when this is called, so that a query made after
   * it and the events together miss nothing.
   *
   * @throws orchestrator.client.OrchestratorException when the server cannot be asked
   */
  @CanIgnoreReturnValue
  public EventFollowerBuilder fromNow() {
    QueryEventsParam last =
        QueryEventsParam.newBuilder().setPageSize(1).setSort(SortOrder.DESCENDING).build();
    return checkpointer(
        client.call(EventServiceGrpc.getQueryEventsMethod(), last).getEventsList().stream()
            .findFirst()
            .map(Event::getId)
            .map(Checkpointer::after)
            .orElseGet(Checkpointer::inMemory));
  }

  /** How long to wait before subscribing again. */
  @CanIgnoreReturnValue
  public EventFollowerBuilder backoff(Backoff backoff) {
    this.backoff = backoff;
    return this;
  }

  /** How many events may wait in memory for the handler, 64 by default. */
  @CanIgnoreReturnValue
  public EventFollowerBuilder window(int events) {
    if (events < 1) {
      throw new IllegalArgumentException("at least one event must fit");
    }
    window = events;
    return this;
  }

  /** Starts to follow, on a thread of its own. */
  public EventFollower start(EventHandler handler) {
    EventFollower follower = new EventFollower(client, checkpointer, backoff, window, handler);
    follower.start();
    return follower;
  }
}
