package orchestrator.server.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Reads the key identifiers of certificates as hexadecimal digits; empty when there is none. */
final class KeyIds {
  private KeyIds() {}

  /** Which key the certificate is for. */
  static Optional<String> subject(X509Certificate certificate) {
    return read(
        certificate,
        Extension.subjectKeyIdentifier,
        value -> SubjectKeyIdentifier.getInstance(value).getKeyIdentifier());
  }

  /** Which key has signed the certificate. */
  static Optional<String> authority(X509Certificate certificate) {
    return read(
        certificate,
        Extension.authorityKeyIdentifier,
        value -> AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets());
  }

  /** Nothing where the bytes are malformed: such an identifier names no key. */
  private static Optional<String> read(
      X509Certificate certificate,
      ASN1ObjectIdentifier extension,
      Function<ASN1Primitive, byte[]> octets) {
    byte[] value = certificate.getExtensionValue(extension.getId());
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(octets.apply(JcaX509ExtensionUtils.parseExtensionValue(value)))
          .map(HexFormat.of()::formatHex);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
