package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import orchestrator.lib.error.Errors;

/**
 * Where a page begins: the place in the table's order, not a count, so that a walk neither repeats
 * nor skips what existed when it began, and a token survives a restart.
 */
final class PageToken {
  private PageToken() {}

  static String of(String table, byte[] suffix) {
    byte[] name = (table + "\n").getBytes(UTF_8);
    byte[] token = Arrays.copyOf(name, name.length + suffix.length);
    System.arraycopy(suffix, 0, token, name.length, suffix.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The place that a token of this table stands for; OE0003 for anything else. */
  static byte[] suffix(String table, String token) {
    byte[] name = (table + "\n").getBytes(UTF_8);
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
    return Arrays.copyOfRange(bytes, name.length, bytes.length);
  }

  private static RuntimeException unreadable() {
    return Errors.precondition("page_token cannot be read");
  }
}
