package orchestrator.lib.persistence;

import com.google.protobuf.Timestamp;

/** Converts times to microseconds since the epoch, and to texts that sort like them. */
public final class Times {
  private static final long MICROS = 1_000_000;
  private static final int WIDTH = 16;

  /** Leaves room for the nanoseconds of a caller, who may send any 32 bits, and for one more. */
  private static final long BOUND_SECONDS = Long.MAX_VALUE / MICROS - 4;

  private Times() {}

  /** The time with this many microseconds since the epoch. */
  public static Timestamp timestamp(long micros) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(micros, MICROS))
        .setNanos((int) Math.floorMod(micros, MICROS) * 1000)
        .build();
  }

  /** Whole microseconds since the epoch, cut and not rounded; what is out of range is the bound. */
  public static long micros(Timestamp time) {
    long seconds = Math.max(-BOUND_SECONDS, Math.min(BOUND_SECONDS, time.getSeconds()));
    return seconds * MICROS + Math.floorDiv(time.getNanos(), 1000);
  }

  /** A text of fixed width; for times since the epoch texts sort as the times do. */
  public static String sortable(Timestamp time) {
    return hex(micros(time), WIDTH);
  }

  /** The number, not negative, in hexadecimal digits with leading zeros. */
  public static String hex(long number, int digits) {
    String hex = Long.toHexString(number);
    return "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }
}
