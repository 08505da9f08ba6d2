package orchestrator.server.ledger;

/**
 * Where a subscriber is.
 *
 * @param block the block that is being sent, or comes next
 * @param last the last event of this block that the subscriber has; empty when it has none
 */
record Position(long block, String last) {
  /** Before all events of a block. */
  static Position before(long block) {
    return new Position(block, "");
  }
}
