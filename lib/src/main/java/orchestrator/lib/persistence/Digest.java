package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Shortens texts of any length to names, so that an index entry stays small. */
public final class Digest {
  private Digest() {}

  /** A name for a pair of metadata; two pairs with the same name are the same pair. */
  public static String pair(String key, String value) {
    // A NUL cannot stand in either text, so that no two pairs give the same bytes.
    return HexFormat.of().formatHex(sha256((key + "\0" + value).getBytes(UTF_8)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
