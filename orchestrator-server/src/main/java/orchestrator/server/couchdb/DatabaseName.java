package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of databases for any channels: two channels, or two prefixes, never share one. */
final class DatabaseName {
  /** CouchDB takes no longer ones. */
  private static final int LONGEST = 238;

  /** Of a name that would be longer, so much of the channel stays to be recognized. */
  private static final int BEGINNING = 100;

  private DatabaseName() {}

  /**
   * The prefix, a {@code $}, and the channel's name, of which lower-case letters, digits, '-' and
   * '_' stay, and every other byte of UTF-8 becomes $xx. Of a name that becomes too long so, the
   * end is replaced by $$ and the SHA-256 digest of the channel's name.
   *
   * @param prefix as the settings take it: a lower-case letter, then at most 39 of a-z, 0-9, _ and
   *     -
   */
  static String of(String prefix, String channel) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : channel.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
        escaped.append(c);
      } else {
        escaped.append('$').append(HexFormat.of().toHexDigits(b));
      }
    }
    String whole = prefix + '$' + escaped;
    return whole.length() <= LONGEST
        ? whole
        : prefix + '$' + escaped.substring(0, BEGINNING) + "$$" + digest(channel);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
