package orchestrator.chaincode;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import orchestrator.lib.persistence.Key;

/** Computes bounds between keys, which need not be keys themselves. */
final class KeySpace {
  // Seven bits each, which as bytes are texts; eight of them fit into a number.
  private static final int DIGITS = 8;
  private static final int BITS = 7;
  private static final int GREATEST = (1 << BITS) - 1;

  private KeySpace() {}

  /** The least bound above a key. */
  static Key after(Key key) {
    return Key.ofBytes(Arrays.copyOf(key.bytes(), key.bytes().length + 1));
  }

  /** A bound about halfway between two; empty when they are too close to one another. */
  static Optional<Key> between(Key low, Key high) {
    return between(low, high, distance -> distance / 2);
  }

  /**
   * A bound much nearer to the lower of two: it has half of the digits in common in which that and
   * the other differ. Empty when they are too close to one another.
   */
  static Optional<Key> near(Key low, Key high) {
    return between(low, high, distance -> Math.min(distance / 2, 1L << (bits(distance) / 2)));
  }

  private static int bits(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }

  private static Optional<Key> between(Key low, Key high, LongUnaryOperator step) {
    int same = commonText(low.bytes(), high.bytes());
    long number = digits(low, same);
    number += step.applyAsLong(digits(high, same) - number);
    byte[] bytes = Arrays.copyOf(low.bytes(), same + DIGITS);
    for (int i = bytes.length - 1; i >= same; i--) {
      bytes[i] = (byte) (number & GREATEST);
      number >>>= BITS;
    }
    Key bound = Key.ofBytes(bytes);
    return bound.compareTo(low) > 0 && bound.compareTo(high) < 0
        ? Optional.of(bound)
        : Optional.empty();
  }

  /** How many bytes both begin with, whole characters only. */
  private static int commonText(byte[] one, byte[] other) {
    int same = Arrays.mismatch(one, other);
    while (same > 0 && (isInsideCharacter(one, same) || isInsideCharacter(other, same))) {
      same--;
    }
    return same;
  }

  private static boolean isInsideCharacter(byte[] text, int at) {
    return at < text.length && (text[at] & 0xc0) == 0x80;
  }

  private static long digits(Key key, int from) {
    long number = 0;
    for (int i = from; i < from + DIGITS; i++) {
      int one = i < key.bytes().length ? key.bytes()[i] & 0xff : 0;
      number = number << BITS | Math.min(one, GREATEST);
    }
    return number;
  }
}
