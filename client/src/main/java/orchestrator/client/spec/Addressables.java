package orchestrator.client.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import orchestrator.proto.Addressable;

/**
 * Makes the addresses of content: where it is stored, with its SHA-256.
 *
 * <pre>{@code
 * Addressable model = Addressables.of(bytes, "https://store.example.org/models/" + key);
 * Addressable archive = Addressables.of(Path.of("train.zip"), "https://store.example.org/train.zip");
 * }</pre>
 *
 * <p>An address is a URL with a host, with or without {@code scheme://}, of at most 2 048
 * characters; the server refuses others. The content itself never travels to the orchestrator.
 */
public final class Addressables {
  private static final int BUFFER = 1 << 16;

  private Addressables() {}

  /** Content in memory. */
  public static Addressable of(byte[] content, String storageAddress) {
    return addressable(sha256().digest(content), storageAddress);
  }

  /** Text, as UTF-8. */
  public static Addressable of(String content, String storageAddress) {
    return of(content.getBytes(StandardCharsets.UTF_8), storageAddress);
  }

  /**
   * A file's content, read once and never held as a whole.
   *
   * @throws IOException when the file cannot be read
   */
  public static Addressable of(Path content, String storageAddress) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = new DigestInputStream(Files.newInputStream(content), digest)) {
      int read = 0;
      while (read >= 0) {
        read = in.read(buffer);
      }
    }
    return addressable(digest.digest(), storageAddress);
  }

  /** The SHA-256 of content as 64 lower-case hex digits, to compare with a checksum. */
  public static String checksum(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  private static Addressable addressable(byte[] digest, String storageAddress) {
    return Addressable.newBuilder()
        .setChecksum(HexFormat.of().formatHex(digest))
        .setStorageAddress(storageAddress)
        .build();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
