package orchestrator.server.ledger;

/**
 * Marks a subscriber's place among the events of a channel's blocks.
 *
 * @param block the block that is being sent, or comes next
 * @param last the last event of this block that the subscriber has; empty when it has none
 */
record BlockPosition(long block, String last) {
  /** The place before all events of a block. */
  static BlockPosition before(long block) {
    return new BlockPosition(block, "");
  }
}
