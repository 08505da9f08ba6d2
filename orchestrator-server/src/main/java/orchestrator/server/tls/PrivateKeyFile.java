package orchestrator.server.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import orchestrator.server.config.SettingFile;

/** A private key as PEM: PKCS#8, or the older forms PKCS#1 (RSA) and SEC 1 (elliptic curves). */
final class PrivateKeyFile {
  /** The identifier 1.2.840.113549.1.1.1. */
  private static final byte[] RSA = objectId("2a864886f70d010101");

  /** The identifier 1.2.840.10045.2.1. */
  private static final byte[] ELLIPTIC = objectId("2a8648ce3d0201");

  private static final byte[] VERSION = Der.encode(Der.INTEGER, new byte[] {0});

  private final SettingFile file;

  PrivateKeyFile(SettingFile file) {
    this.file = file;
  }

  private static byte[] objectId(String hex) {
    return Der.encode(Der.OBJECT_ID, HexFormat.of().parseHex(hex));
  }

  /** The first key in the file, which must be one for this algorithm. */
  PrivateKey read(String algorithm) {
    PemFile.Block block =
        new PemFile(file)
            .blocks().stream()
                .filter(candidate -> candidate.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> file.wrong("it has no PEM private key"));
    if (block.label().startsWith("ENCRYPTED") || block.text().startsWith("Proc-Type")) {
      throw file.wrong("the key is encrypted; it must be given without a passphrase");
    }
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(block)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw file.wrong("it has no private key for a certificate with a key for " + algorithm);
    }
  }

  private static byte[] pkcs8(PemFile.Block block) {
    return switch (block.label()) {
      case "PRIVATE KEY" -> block.bytes();
      case "RSA PRIVATE KEY" -> wrap(RSA, Der.encode(Der.NULL), block.bytes());
      case "EC PRIVATE KEY" -> wrap(ELLIPTIC, curve(block.bytes()), block.bytes());
      default -> throw new IllegalArgumentException(block.label());
    };
  }

  private static byte[] wrap(byte[] algorithm, byte[] parameters, byte[] key) {
    return Der.encode(
        Der.SEQUENCE,
        VERSION,
        Der.encode(Der.SEQUENCE, algorithm, parameters),
        Der.encode(Der.OCTET_STRING, key));
  }

  /** SEC 1 carries the curve within the key, PKCS#8 beside the algorithm. */
  private static byte[] curve(byte[] key) {
    return Der.find(Der.elements(ByteBuffer.wrap(key)), Der.SEQUENCE)
        .flatMap(sequence -> Der.find(sequence.parts(), Der.constructed(0)))
        .map(Der.Element::bytes)
        .orElseThrow(() -> new IllegalArgumentException("no curve"));
  }
}
