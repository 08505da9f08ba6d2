package orchestrator.server.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Event;
import orchestrator.server.storage.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls that become durable together, and holds their changes and events until then. One
 * thread at a time.
 */
final class CommitGroup {
  private static final Logger LOG = LoggerFactory.getLogger(CommitGroup.class);

  /** Calls in one group; bounds how long the first waits for the commit. */
  private static final int MAX_CALLS = 256;

  /** Bytes of requests after which a group takes no further call. */
  private static final long MAX_BYTES = 32 << 20;

  /** Changed keys after which a group takes no further call. */
  private static final int MAX_CHANGES = 20_000;

  private final Overlay changes;
  private final long term;
  private final List<QueuedCall<?, ?>> calls = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private LogPosition position;
  private long bytes;

  private CommitGroup(Overlay changes, LogPosition position, long term) {
    this.changes = changes;
    this.position = position;
    this.term = term;
  }

  /** An empty group on a state whose log ends at a position, in a term of the store. */
  static CommitGroup on(Reader state, LogPosition position, long term) {
    return new CommitGroup(new Overlay(state), position, term);
  }

  /**
   * An empty group on the state that this one leaves, and which takes no further call.
   *
   * @param state what this one lies on, or will when the groups before it are durable
   */
  CommitGroup next(Reader state) {
    return on(changes.on(state), position, term);
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  boolean isFull() {
    return calls.size() >= MAX_CALLS
        || bytes >= MAX_BYTES
        || changes.changes().size() >= MAX_CHANGES;
  }

  /** Runs a call on the state that those before it left; one that fails leaves no trace. */
  void run(QueuedCall<?, ?> call, String channel, Clock clock, Store store) {
    calls.add(call);
    bytes += call.bytes();
    Overlay own = new Overlay(changes);
    // Dates tell the order of calls even when the machine's clock stands still or goes back.
    long time = Math.max(clock.micros(), position.micros() + 1);
    Transaction transaction =
        new Transaction(
            new BoundedDatabase(own),
            call.caller().requester(),
            channel,
            time,
            position.next(time));
    if (call.run(transaction, () -> store.check(own.changes()))) {
      changes.apply(own);
      events.addAll(transaction.events());
      position = position.plus(time, transaction.events().size());
    }
  }

  /** The store's term in which the state below was read. */
  long term() {
    return term;
  }

  int calls() {
    return calls.size();
  }

  NavigableMap<Key, Optional<byte[]>> changes() {
    return changes.changes();
  }

  List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  /** Where the log ends with this group. */
  LogPosition position() {
    return position;
  }

  /** Tells the outcomes; to be called when the group is durable, and all before it. */
  void answer() {
    calls.forEach(
        call -> {
          try {
            call.answer();
          } catch (RuntimeException | Error e) {
            // It is durable all the same, and the others are to be told.
            LOG.error("an answer could not be given", e);
          }
        });
  }

  void fail(Throwable why) {
    calls.forEach(call -> call.fail(why));
  }
}
