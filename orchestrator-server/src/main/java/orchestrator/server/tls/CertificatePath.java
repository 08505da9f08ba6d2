package orchestrator.server.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the certificates that lead from a client's own towards its CA. */
final class CertificatePath {
  /** More than any real path has; a signature that is verified costs time, and clients choose. */
  private static final int MAX_SHOWN = 16;

  private CertificatePath() {}

  /**
   * The client's own certificate, and of the others those of which each has signed the one before.
   * A client may show any certificate besides; it proves nothing.
   *
   * @param shown by the client: its own first, others in any order
   */
  static List<X509Certificate> of(List<X509Certificate> shown) {
    List<X509Certificate> path = new ArrayList<>(List.of(shown.get(0)));
    List<X509Certificate> others =
        new ArrayList<>(shown.subList(1, Math.min(shown.size(), MAX_SHOWN)));
    Optional<X509Certificate> issuer = Optional.of(shown.get(0));
    while (issuer.isPresent()) {
      X509Certificate last = path.get(path.size() - 1);
      issuer = others.stream().filter(candidate -> isIssuedBy(last, candidate)).findFirst();
      issuer.ifPresent(
          next -> {
            path.add(next);
            others.remove(next);
          });
    }
    return path;
  }

  /** Whether a CA has the name of the certificate's issuer, and has signed it. */
  static boolean isIssuedBy(X509Certificate certificate, X509Certificate ca) {
    return certificate.getIssuerX500Principal().equals(ca.getSubjectX500Principal())
        && isSignedBy(certificate, ca);
  }

  /** Whether the signature of a certificate is one of this key. */
  static boolean isSignedBy(X509Certificate certificate, X509Certificate ca) {
    try {
      certificate.verify(ca.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
