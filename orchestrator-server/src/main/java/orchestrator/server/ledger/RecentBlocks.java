package orchestrator.server.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The events of a channel's newest blocks, in memory, of as many as a bound on bytes allows. */
final class RecentBlocks {
  private final long maxBytes;
  private final ConcurrentNavigableMap<Long, BlockEvents> blocks = new ConcurrentSkipListMap<>();
  private boolean begun;
  private long bytes;

  /** All blocks from this one on are here as soon as the peer has them; none before. */
  private volatile long floor;

  RecentBlocks(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds the block that follows the one before; for one thread. */
  void add(BlockEvents block) {
    if (!begun) {
      begun = true;
      floor = block.number();
    }
    blocks.put(block.number(), block);
    bytes += block.bytes();
    while (bytes > maxBytes) {
      Map.Entry<Long, BlockEvents> oldest = blocks.firstEntry();
      // The floor rises first, so that a reader that misses the block knows that it did.
      floor = oldest.getKey() + 1;
      blocks.remove(oldest.getKey());
      bytes -= oldest.getValue().bytes();
    }
  }

  /** The block of this number, if it is here. */
  Optional<BlockEvents> at(long number) {
    return Optional.ofNullable(blocks.get(number));
  }

  /** True if a block is not here, nor will be: the peer has it. */
  boolean isOlder(long number) {
    return number < floor;
  }

  /** The block of a chaincode's event, if it is here. */
  OptionalLong blockOf(String chaincode, String eventId) {
    return blocks.descendingMap().values().stream()
        .filter(block -> block.of(chaincode).contains(eventId))
        .mapToLong(BlockEvents::number)
        .findFirst();
  }
}
