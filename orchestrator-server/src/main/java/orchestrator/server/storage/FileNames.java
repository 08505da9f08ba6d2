package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** File names for any texts: two texts never share one, not even where case does not count. */
final class FileNames {
  /** File systems take 255 bytes. */
  private static final int LONGEST = 200;

  /** Of a name that would be longer, so much stays to be recognized. */
  private static final int BEGINNING = 100;

  private FileNames() {}

  /**
   * Lower-case letters, digits, '-' and '_' stay; every other byte of UTF-8 becomes %xx. Of a name
   * that becomes too long so, the end is replaced by %% and the SHA-256 digest of the text.
   */
  static String of(String text) {
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
        name.append(c);
      } else {
        name.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return name.length() <= LONGEST
        ? name.toString()
        : name.substring(0, BEGINNING) + "%%" + digest(text);
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
