package orchestrator.lib.transaction;

/**
 * Names the events of one transaction. Ids sort, as texts, by the transaction's time, then by
 * transaction in any order that stays, then by index.
 *
 * <p>A ledger names them before it knows their block, by clients' clocks: an id may sort before one
 * that was committed earlier.
 */
public interface EventIds {
  /** The id of the transaction's event with this index; the first has index 0. */
  String id(int index);

  /** A text that sorts before the ids of all events at this time or later, and after all others. */
  String firstAt(long micros);
}
