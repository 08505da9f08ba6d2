package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;

/**
 * Tells where a page begins: the place in the table's order, not a count, so that a walk neither
 * repeats nor skips what existed when it began, and a token survives a restart.
 *
 * <p>It begins with a digest of itself and of its query, so that one which has lost a character, or
 * belongs to another query, is refused and not taken for another place.
 */
final class PageToken {
  private static final int DIGEST_BYTES = 8;

  private PageToken() {}

  /**
   * The token of a place.
   *
   * @param query what the list is narrowed by, in any form that is the same for all of its pages
   */
  static String of(Table<?> table, String query, byte[] suffix) {
    byte[] name = name(table);
    byte[] token =
        ByteBuffer.allocate(DIGEST_BYTES + name.length + suffix.length)
            .put(digest(table, query, suffix))
            .put(name)
            .put(suffix)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The place that a token of this query stands for.
   *
   * @throws OrchestratorException OE0003 for anything else
   */
  static byte[] suffix(Table<?> table, String query, String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw unreadable();
    }
    int start = DIGEST_BYTES + name(table).length;
    if (bytes.length <= start) {
      throw unreadable();
    }
    byte[] suffix = Arrays.copyOfRange(bytes, start, bytes.length);
    // The same bytes can be written in several ways, of which one is the token.
    if (!token.equals(of(table, query, suffix)) || !isPlace(table, suffix)) {
      throw unreadable();
    }
    return suffix;
  }

  private static byte[] name(Table<?> table) {
    return (table.name() + "\n").getBytes(UTF_8);
  }

  private static byte[] digest(Table<?> table, String query, byte[] suffix) {
    byte[] of = query.getBytes(UTF_8);
    byte[] name = name(table);
    byte[] all =
        Digest.sha256(
            ByteBuffer.allocate(Integer.BYTES + of.length + name.length + suffix.length)
                .putInt(of.length)
                .put(of)
                .put(name)
                .put(suffix)
                .array());
    return Arrays.copyOf(all, DIGEST_BYTES);
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
