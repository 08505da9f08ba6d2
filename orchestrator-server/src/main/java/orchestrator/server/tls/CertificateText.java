package orchestrator.server.tls;

import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/**
 * Words certificates, for log lines and metrics. Whoever makes a certificate chooses what is in it,
 * so texts are bounded and nothing in them can end a line, steer a terminal or turn the reading
 * direction.
 */
final class CertificateText {
  private static final int MAX_CHARACTERS = 200;

  private CertificateText() {}

  /** Subject, issuer and dates. */
  static String of(X509Certificate certificate) {
    try {
      return "subject \""
          + name(certificate.getSubjectX500Principal())
          + "\", issuer \""
          + name(certificate.getIssuerX500Principal())
          + "\", valid from "
          + certificate.getNotBefore().toInstant()
          + " to "
          + certificate.getNotAfter().toInstant();
    } catch (RuntimeException e) {
      // A client's certificate may be read late, and be none.
      return "a certificate that cannot be read";
    }
  }

  /** The subject alone. */
  static String subject(X509Certificate certificate) {
    return name(certificate.getSubjectX500Principal());
  }

  private static String name(X500Principal principal) {
    return safe(principal.getName());
  }

  /** At most 200 characters, all of them visible, and no quotation mark. */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    int characters = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (characters++ == MAX_CHARACTERS) {
        return safe.append("...").toString();
      }
      int character = text.codePointAt(i);
      if (isVisible(character)) {
        safe.appendCodePoint(character);
      } else {
        safe.append(String.format("\\u{%x}", character));
      }
    }
    return safe.toString();
  }

  private static boolean isVisible(int character) {
    if (character == ' ') {
      return true;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> character != '"';
    };
  }
}
