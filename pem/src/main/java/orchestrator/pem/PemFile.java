package orchestrator.pem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import orchestrator.pem.PemException.Fault;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Reads a file of PEM blocks. What stands between the blocks does not matter. Each method reads the
 * file anew.
 *
 * @param path at most 1 MiB is read of it
 */
public record PemFile(Path path) {
  private static final int MAX_BYTES = 1 << 20;
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";

  /** What some editors begin a file with, in UTF-8. */
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  /**
   * Reads the certificates in their order.
   *
   * @return at least one
   * @throws PemException when there is none, or one that cannot be read
   */
  public List<X509Certificate> certificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    try (PemReader blocks = open()) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Optional<PemObject> block = next(blocks, CERTIFICATE::equals);
          block.isPresent();
          block = next(blocks, CERTIFICATE::equals)) {
        InputStream content = new ByteArrayInputStream(block.get().getContent());
        certificates.add((X509Certificate) factory.generateCertificate(content));
      }
    } catch (IOException | CertificateException e) {
      throw new PemException(Fault.UNUSABLE, "it has a certificate that cannot be read");
    }
    if (certificates.isEmpty()) {
      throw new PemException(Fault.NO_CERTIFICATE, "it has no PEM certificate");
    }
    return certificates;
  }

  /**
   * Makes TLS that trusts the certificates of the file, and no others.
   *
   * @throws PemException when there is none, or one that cannot be read
   */
  public SSLContext trusting() {
    List<X509Certificate> authorities = certificates();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate each : authorities) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new PemException(Fault.UNUSABLE, "the JDK's TLS does not take its certificates");
    }
  }

  /**
   * Reads the first private key: PKCS#8, or the older forms PKCS#1 (RSA) and SEC 1 (elliptic
   * curves).
   *
   * @param publicKey what it must belong to
   * @throws PemException when there is none, it is encrypted or cannot be read, or belongs to
   *     another
   */
  public PrivateKey keyOf(PublicKey publicKey) {
    PrivateKey key = firstKey(publicKey);
    if (!KeyPairs.fit(key, publicKey)) {
      throw new PemException(Fault.OTHER_KEY, "the key is not the one of the certificate");
    }
    return key;
  }

  private PrivateKey firstKey(PublicKey publicKey) {
    String algorithm = publicKey.getAlgorithm();
    try (PemReader blocks = open()) {
      PemObject block =
          next(blocks, label -> label.endsWith(PRIVATE_KEY))
              .orElseThrow(() -> new PemException(Fault.NO_KEY, "it has no PEM private key"));
      if (isEncrypted(block)) {
        throw new PemException(
            Fault.UNUSABLE, "the key is encrypted; it must be given without a passphrase");
      }
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(block, publicKey)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new PemException(
          Fault.UNUSABLE, "it has no " + algorithm + " private key, as the certificate needs");
    }
  }

  private static boolean isEncrypted(PemObject block) {
    return block.getType().startsWith("ENCRYPTED")
        || ((List<?>) block.getHeaders())
            .stream().anyMatch(header -> ((PemHeader) header).getName().equals("Proc-Type"));
  }

  private static byte[] pkcs8(PemObject block, PublicKey publicKey) throws IOException {
    if (block.getType().equals(PRIVATE_KEY)) {
      return block.getContent();
    }
    if (!block.getType().equals(publicKey.getAlgorithm() + " " + PRIVATE_KEY)) {
      throw new IllegalArgumentException(block.getType());
    }
    // What the older forms leave out, such as the curve, is the same as in the public key.
    return new PrivateKeyInfo(
            SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getAlgorithm(),
            ASN1Primitive.fromByteArray(block.getContent()))
        .getEncoded();
  }

  /** The next block with such a label. Bouncy Castle throws unchecked what is not base 64. */
  private static Optional<PemObject> next(PemReader blocks, Predicate<String> label)
      throws IOException {
    try {
      PemObject block = blocks.readPemObject();
      while (block != null && !label.test(block.getType())) {
        block = blocks.readPemObject();
      }
      return Optional.ofNullable(block);
    } catch (RuntimeException e) {
      throw new IOException("a block that is not base 64", e);
    }
  }

  private PemReader open() {
    if (!Files.isRegularFile(path)) {
      throw new PemException(Fault.NO_FILE, "there is no such file");
    }
    try (InputStream content = Files.newInputStream(path)) {
      byte[] bytes = content.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new PemException(Fault.UNUSABLE, "it is larger than 1 MiB");
      }
      // Comments between blocks may be in any encoding; the blocks are ASCII.
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return new PemReader(new StringReader(text.replace(BYTE_ORDER_MARK, "")));
    } catch (IOException e) {
      throw new PemException(Fault.UNUSABLE, "it cannot be read");
    }
  }
}
