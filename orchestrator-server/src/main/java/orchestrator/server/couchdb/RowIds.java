package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Rows;

/**
 * Makes the ids of the documents of rows, such as {@code computetask:8f0e…}: the space, then each
 * part of the key, with colons between them.
 *
 * <p>In a part, all but letters, digits, {@code -}, {@code .}, {@code _} and {@code ~} of ASCII is
 * percent-encoded, so that each key has an id of its own, which stands in a path as it is. An id
 * begins with the space of a row, as that of no other document does.
 */
final class RowIds {
  private static final char SEPARATOR = ':';
  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

  private RowIds() {}

  /**
   * The id of the row's document.
   *
   * @throws IllegalArgumentException if the key is not that of a row
   */
  static String id(Key row) {
    if (!Rows.isRow(row)) {
      throw new IllegalArgumentException(row + " is not the key of a row");
    }
    StringBuilder id = new StringBuilder(96);
    for (String text : row.texts()) {
      if (id.length() > 0) {
        id.append(SEPARATOR);
      }
      encode(text, id);
    }
    return id.toString();
  }

  /** True if a document with this id is that of a row. */
  static boolean isRow(String id) {
    int end = id.indexOf(SEPARATOR);
    return end > 0 && Rows.isRow(Key.of(id.substring(0, end)));
  }

  /**
   * The key of the row whose document has this id.
   *
   * @throws IllegalArgumentException if no row's document has it
   */
  static Key row(String id) {
    List<String> texts =
        Arrays.stream(id.split(String.valueOf(SEPARATOR), -1))
            .map(text -> URLDecoder.decode(text, UTF_8))
            .toList();
    Key row = Key.of(texts.get(0), texts.subList(1, texts.size()));
    if (!id(row).equals(id)) {
      throw new IllegalArgumentException(id + " is not the id of a row");
    }
    return row;
  }

  private static void encode(String text, StringBuilder into) {
    for (byte b : text.getBytes(UTF_8)) {
      if (isPlain((char) b)) {
        into.append((char) b);
      } else {
        into.append('%').append(DIGITS[(b >> 4) & 0xf]).append(DIGITS[b & 0xf]);
      }
    }
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
