package orchestrator.lib.persistence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Identifies a row of the state by a space (a table or one of its indexes) and any number of parts.
 *
 * <p>Its bytes are the UTF-8 texts of space and parts with a NUL between them, and keys are ordered
 * by these bytes, unsigned. That is the order of Fabric's composite keys too, so that every storage
 * lists alike.
 */
public final class Key implements Comparable<Key> {
  private static final char SEPARATOR = '\0';
  private static final char ESCAPE = '\1';
  // Fabric closes its ranges with the last code point and allows it in no key.
  private static final int LAST_CODE_POINT = Character.MAX_CODE_POINT;

  private final byte[] bytes;

  private Key(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The key of these parts in a space; the parts may hold any text. */
  public static Key of(String space, String... parts) {
    return of(space, Arrays.asList(parts));
  }

  /** The key of these parts in a space; the parts may hold any text. */
  public static Key of(String space, List<String> parts) {
    StringBuilder text = new StringBuilder(64).append(space);
    for (String part : parts) {
      text.append(SEPARATOR);
      escape(part, text);
    }
    return new Key(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The key that a storage gave back; the array is not copied and must not change. */
  public static Key ofBytes(byte[] bytes) {
    return new Key(bytes);
  }

  /** The bytes of the key; not a copy, and not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The space of the key, then its parts. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    int start = 0;
    for (int end = 0; end <= bytes.length; end++) {
      if (end == bytes.length || bytes[end] == SEPARATOR) {
        texts.add(unescape(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
        start = end + 1;
      }
    }
    return texts;
  }

  /** The space of the key. */
  public String space() {
    int end = 0;
    while (end < bytes.length && bytes[end] != SEPARATOR) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** The last part, which in an index is the key of the asset. */
  public String lastPart() {
    int start = bytes.length;
    while (start > 0 && bytes[start - 1] != SEPARATOR) {
      start--;
    }
    return unescape(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
  }

  /** True if this key has all of the prefix's parts, and more. */
  public boolean isBelow(Key prefix) {
    int length = prefix.bytes.length;
    return bytes.length > length
        && bytes[length] == SEPARATOR
        && Arrays.equals(bytes, 0, length, prefix.bytes, 0, length);
  }

  /** What follows the prefix in a key that is below it. */
  public byte[] suffix(Key prefix) {
    return Arrays.copyOfRange(bytes, prefix.bytes.length + 1, bytes.length);
  }

  /** The key below this one that ends in the suffix of another. */
  public Key append(byte[] suffix) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + suffix.length);
    System.arraycopy(suffix, 0, joined, bytes.length + 1, suffix.length);
    return new Key(joined);
  }

  @Override
  public int compareTo(Key other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return String.join("/", texts());
  }

  private static void escape(String part, StringBuilder into) {
    if (isPlain(part)) {
      into.append(part);
      return;
    }
    for (int i = 0; i < part.length(); ) {
      int c = part.codePointAt(i);
      switch (c) {
        case SEPARATOR -> into.append(ESCAPE).append('\2');
        case ESCAPE -> into.append(ESCAPE).append('\3');
        case LAST_CODE_POINT -> into.append(ESCAPE).append('\4');
        default -> into.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
  }

  /** True if nothing is to be escaped, as in nearly all parts. */
  private static boolean isPlain(String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c <= ESCAPE || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static String unescape(String text) {
    if (text.indexOf(ESCAPE) < 0) {
      return text;
    }
    return text.replace("\1\2", "\0")
        .replace("\1\4", Character.toString(LAST_CODE_POINT))
        .replace("\1\3", "\1");
  }
}
