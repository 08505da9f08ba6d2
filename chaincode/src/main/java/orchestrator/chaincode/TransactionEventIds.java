package orchestrator.chaincode;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import orchestrator.lib.persistence.Times;
import orchestrator.lib.transaction.EventIds;

/**
 * Computes the ids of the events of a ledger's transaction, which every endorser computes alike:
 * UUIDs of version 8, of 52 bits of time in microseconds, 46 bits of the transaction's id, and 24
 * bits of the event's place in the transaction.
 */
final class TransactionEventIds implements EventIds {
  private static final long MAX_MICROS = (1L << 52) - 1;

  /** The last time for which there are ids, in the year 2112. */
  static final Instant LAST = Instant.EPOCH.plus(MAX_MICROS, ChronoUnit.MICROS);

  private static final int MAX_EVENTS = 1 << 24;
  private static final int HASH_BITS = 46;

  private final long micros;
  private final long hash;

  /**
   * The ids of a transaction.
   *
   * @param micros its time, in microseconds since the epoch; from 0 to {@link #LAST}
   */
  TransactionEventIds(String transactionId, long micros) {
    this.micros = micros;
    this.hash =
        Hashing.sha256().hashString(transactionId, StandardCharsets.UTF_8).asLong()
            >>> (Long.SIZE - HASH_BITS);
  }

  @Override
  public String id(int index) {
    if (index >= MAX_EVENTS) {
      throw new IllegalStateException("a transaction has no room for more events");
    }
    return format(micros, hash, index);
  }

  @Override
  public String firstAt(long time) {
    return format(Math.max(0, Math.min(time, MAX_MICROS)), 0, 0);
  }

  private static String format(long time, long hash, int index) {
    String t = Times.hex(time, 13);
    // 8 bits, the 2 bits of the variant and 14 bits, 24 bits.
    long high = hash >>> 38;
    long middle = 0x8000 | ((hash >>> 24) & 0x3fff);
    long low = hash & 0xff_ffff;
    return t.substring(0, 8)
        + "-"
        + t.substring(8, 12)
        + "-8"
        + t.substring(12)
        + Times.hex(high, 2)
        + "-"
        + Times.hex(middle, 4)
        + "-"
        + Times.hex(low, 6)
        + Times.hex(index, 6);
  }
}
