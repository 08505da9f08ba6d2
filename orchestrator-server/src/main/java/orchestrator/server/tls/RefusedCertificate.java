package orchestrator.server.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** Ends the handshake of a client whose certificate is not accepted. */
final class RefusedCertificate extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;
  private final transient X509Certificate certificate;
  private final String detail;

  /**
   * A refusal.
   *
   * @param certificate the client's own
   * @param detail more about why; may be empty
   */
  RefusedCertificate(Refusal reason, X509Certificate certificate, String detail, Throwable cause) {
    super(reason.inWords(), cause);
    this.reason = reason;
    this.certificate = certificate;
    this.detail = detail;
  }

  Refusal reason() {
    return reason;
  }

  X509Certificate certificate() {
    return certificate;
  }

  String detail() {
    return detail;
  }
}
