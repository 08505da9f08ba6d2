package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes any text as a name of few characters: two texts never share one, not even where case does
 * not count.
 */
public final class EscapedName {
  /** Of a name that would be too long, so much stays to be recognized. */
  private static final int BEGINNING = 100;

  private EscapedName() {}

  /**
   * Lower-case letters, digits, '-' and '_' stay; every other byte of UTF-8 becomes the mark and
   * two hexadecimal digits. Of a name that becomes too long so, the end is replaced by two marks
   * and the SHA-256 digest of the text.
   *
   * @param mark none of those that stay
   * @param longest how many characters the name may have, 166 at least
   */
  public static String of(String text, char mark, int longest) {
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
        name.append(c);
      } else {
        name.append(mark).append(HexFormat.of().toHexDigits(b));
      }
    }
    if (name.length() > longest) {
      name.setLength(BEGINNING);
      name.append(mark).append(mark).append(digest(text));
    }
    return name.toString();
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
