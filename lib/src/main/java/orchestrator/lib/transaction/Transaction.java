package orchestrator.lib.transaction;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.persistence.Times;
import orchestrator.proto.Event;

/**
 * Holds one call's view of the world: who calls, where, when, on which state, and the events it
 * makes.
 *
 * <p>All writes and events of a transaction become visible together, or none do. Everything that a
 * service may depend on is here, so that the same transaction gives the same bytes everywhere.
 */
public final class Transaction {
  private final Database database;
  private final String requester;
  private final String channel;
  private final Timestamp time;
  private final EventIds ids;
  private final List<Event> events = new ArrayList<>();

  /**
   * A transaction that has done nothing yet.
   *
   * @param requester the organization that calls
   * @param micros the transaction's time, in microseconds since the epoch
   */
  public Transaction(
      Database database, String requester, String channel, long micros, EventIds ids) {
    this.database = database;
    this.requester = requester;
    this.channel = channel;
    this.time = Times.timestamp(micros);
    this.ids = ids;
  }

  /** The state; reads see this transaction's own writes. */
  public Database database() {
    return database;
  }

  /** The organization that calls. */
  public String requester() {
    return requester;
  }

  /** The time of every date and event of this call, in whole microseconds. */
  public Timestamp time() {
    return time;
  }

  /** How this transaction's events are named. */
  public EventIds eventIds() {
    return ids;
  }

  /**
   * The place of the event that comes next: a text that sorts by the time of the transaction, then
   * by transaction, and after all places before in this transaction.
   */
  public String nextPlace() {
    return ids.id(events.size());
  }

  /**
   * Adds an event to the log; id, channel and timestamp are filled in here.
   *
   * @return the event as it is in the log
   */
  public Event emit(Event.Builder event) {
    Event complete =
        event.setId(ids.id(events.size())).setChannel(channel).setTimestamp(time).build();
    events.add(complete);
    Tables.EVENTS.add(database, complete.getId(), complete);
    return complete;
  }

  /** The events so far, in the order of the changes. */
  public List<Event> events() {
    return Collections.unmodifiableList(events);
  }
}
