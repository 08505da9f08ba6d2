package orchestrator.scenario.settings;

import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Makes the payloads of a scenario: random bytes that follow from its seed, so that a run can be
 * repeated byte for byte, in whatever order its nodes come to send.
 */
public final class Payloads {
  /** Odd, so that multiples of it differ; the one of SplitMix64. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long seed;

  /** Follows a seed. */
  public Payloads(long seed) {
    this.seed = seed;
  }

  /**
   * A payload.
   *
   * @param entry which entry of the settings, from 0 on
   * @param number which transaction of that entry, from 0 on
   * @param size its bytes
   * @return lower-case hexadecimal text of twice as many characters
   */
  public String hex(int entry, long number, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(mixed(mixed(seed + SPREAD * (entry + 1L)) + SPREAD * (number + 1)))
        .nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static long mixed(long value) {
    long one = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    long two = (one ^ (one >>> 27)) * 0x94D049BB133111EBL;
    return two ^ (two >>> 31);
  }
}
