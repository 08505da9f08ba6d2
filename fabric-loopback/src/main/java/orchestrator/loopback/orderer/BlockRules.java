package orchestrator.loopback.orderer;

import java.time.Duration;

/**
 * Says when a block is full.
 *
 * @param timeout how long the first transaction of a block waits for others
 * @param count the most transactions of a block
 * @param preferredBytes a block that has so many is cut
 * @param largestBytes a larger transaction is refused
 */
public record BlockRules(Duration timeout, int count, int preferredBytes, int largestBytes) {
  private static final int MEBIBYTE = 1024 * 1024;

  /** Fabric's, with a short timeout. */
  public static BlockRules standard() {
    return new BlockRules(Duration.ofMillis(20), 500, 2 * MEBIBYTE, 99 * MEBIBYTE);
  }

  /** The same with another timeout. */
  public BlockRules withTimeout(Duration other) {
    return new BlockRules(other, count, preferredBytes, largestBytes);
  }

  /** The same with another largest transaction. */
  public BlockRules withLargestBytes(int other) {
    return new BlockRules(timeout, count, preferredBytes, other);
  }
}
