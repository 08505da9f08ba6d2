package orchestrator.server.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import orchestrator.server.config.SettingFile;

/** A private key as PEM: PKCS#8, or the older forms PKCS#1 (RSA) and SEC 1 (elliptic curves). */
final class PrivateKeyFile {
  private static final byte[] VERSION = Der.encode(Der.INTEGER, new byte[] {0});

  private final SettingFile file;

  PrivateKeyFile(SettingFile file) {
    this.file = file;
  }

  /** The first key in the file, which must be of the same kind as this public one. */
  PrivateKey read(PublicKey publicKey) {
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
      return KeyFactory.getInstance(publicKey.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(block, publicKey)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw file.wrong(
          "it has no " + publicKey.getAlgorithm() + " private key, as the certificate needs");
    }
  }

  private static byte[] pkcs8(PemFile.Block block, PublicKey publicKey) {
    String label = block.label();
    if (label.equals("PRIVATE KEY")) {
      return block.bytes();
    }
    // What the older forms leave out, such as the curve, is the same as in the public key.
    if (label.equals(publicKey.getAlgorithm() + " PRIVATE KEY")) {
      return Der.encode(
          Der.SEQUENCE,
          VERSION,
          Der.encode(Der.SEQUENCE, algorithm(publicKey)),
          Der.encode(Der.OCTET_STRING, block.bytes()));
    }
    throw new IllegalArgumentException(label);
  }

  /** A public key is encoded as its algorithm with parameters, and the key's bits. */
  private static byte[] algorithm(PublicKey publicKey) {
    return Der.find(Der.elements(ByteBuffer.wrap(publicKey.getEncoded())), Der.SEQUENCE)
        .flatMap(encoded -> Der.find(encoded.parts(), Der.SEQUENCE))
        .map(Der.Element::bytes)
        .orElseThrow(() -> new IllegalArgumentException("no algorithm"));
  }
}
