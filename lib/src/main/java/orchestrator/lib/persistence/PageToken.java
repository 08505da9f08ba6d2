package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import orchestrator.lib.error.Errors;

/**
 * Where a page begins: the place in the table's order, not a count, so that a walk neither repeats
 * nor skips what existed when it began, and a token survives a restart.
 */
final class PageToken {
  private PageToken() {}

  static String of(Table<?> table, byte[] suffix) {
    byte[] name = name(table);
    byte[] token = Arrays.copyOf(name, name.length + suffix.length);
    System.arraycopy(suffix, 0, token, name.length, suffix.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The place that a token of this table stands for; OE0003 for anything else. */
  static byte[] suffix(Table<?> table, String token) {
    byte[] name = name(table);
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw unreadable();
    }
    if (bytes.length <= name.length
        || !Arrays.equals(bytes, 0, name.length, name, 0, name.length)) {
      throw unreadable();
    }
    byte[] suffix = Arrays.copyOfRange(bytes, name.length, bytes.length);
    if (!isPlace(table, suffix)) {
      throw unreadable();
    }
    return suffix;
  }

  private static byte[] name(Table<?> table) {
    return (table.name() + "\n").getBytes(UTF_8);
  }

  /** True if the table could have an asset there: as many parts, written as keys write them. */
  private static boolean isPlace(Table<?> table, byte[] suffix) {
    Key key = table.prefix().append(suffix);
    List<String> texts = key.texts();
    return texts.size() == 1 + table.placeParts()
        && Key.of(texts.get(0), texts.subList(1, texts.size())).equals(key);
  }

  private static RuntimeException unreadable() {
    return Errors.precondition("page_token cannot be read");
  }
}
