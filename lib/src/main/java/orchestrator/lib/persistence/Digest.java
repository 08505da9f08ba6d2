package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for texts of any length, so that an index entry stays small. */
public final class Digest {
  private Digest() {}

  /** A name for a pair of metadata; two pairs with the same name are the same pair. */
  public static String pair(String key, String value) {
    // A NUL cannot stand in either text, so that no two pairs give the same bytes.
    return sha256(key + "\0" + value);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
