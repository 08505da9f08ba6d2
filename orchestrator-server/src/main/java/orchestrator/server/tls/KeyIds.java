package orchestrator.server.tls;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The key identifiers of certificates, as hexadecimal digits; empty when there is none. */
final class KeyIds {
  private static final String SUBJECT = "2.5.29.14";
  private static final String AUTHORITY = "2.5.29.35";

  private KeyIds() {}

  /** Which key the certificate is for. */
  static Optional<String> subject(X509Certificate certificate) {
    return extension(certificate, SUBJECT)
        .filter(value -> value.tag() == Der.OCTET_STRING)
        .map(KeyIds::hex);
  }

  /** Which key has signed the certificate. */
  static Optional<String> authority(X509Certificate certificate) {
    return extension(certificate, AUTHORITY)
        .filter(value -> value.tag() == Der.SEQUENCE)
        .flatMap(value -> Der.find(parts(value), Der.primitive(0)))
        .map(KeyIds::hex);
  }

  /** The JDK gives an extension's value within the octet string that carries it. */
  private static Optional<Der.Element> extension(X509Certificate certificate, String id) {
    return Optional.ofNullable(certificate.getExtensionValue(id))
        .flatMap(bytes -> Der.find(elements(ByteBuffer.wrap(bytes)), Der.OCTET_STRING))
        .flatMap(octets -> parts(octets).stream().findFirst());
  }

  private static List<Der.Element> parts(Der.Element element) {
    return elements(element.content());
  }

  /** None where the bytes are malformed: such an identifier names no key. */
  private static List<Der.Element> elements(ByteBuffer bytes) {
    try {
      return Der.elements(bytes);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static String hex(Der.Element element) {
    return HexFormat.of().formatHex(element.bytes());
  }
}
