package orchestrator.loopback.crypto;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** The text form of certificates and keys. */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String of(X509Certificate certificate) {
    try {
      return of("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate of the loopback network has no bytes", e);
    }
  }

  /** PKCS#8. */
  static String of(PrivateKey key) {
    return of("PRIVATE KEY", key.getEncoded());
  }

  private static String of(String kind, byte[] bytes) {
    Base64.Encoder encoder = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, encoder.encodeToString(bytes), kind)
        .replace(System.lineSeparator(), "\n");
  }
}
