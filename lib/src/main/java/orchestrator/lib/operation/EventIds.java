package orchestrator.lib.operation;

/**
 * Names the events of one transaction. Ids sort, as texts, by time and then by position in the log.
 */
public interface EventIds {
  /** The id of the transaction's event with this index; the first has index 0. */
  String id(int index);

  /** A text that sorts before the ids of all events at this time or later, and after all others. */
  String firstAt(long micros);
}
