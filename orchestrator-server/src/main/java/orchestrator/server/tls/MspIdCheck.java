package orchestrator.server.tls;

import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.config.MutualTls;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.Tls;

/**
 * Holds the organization that a caller claims to be against its certificate: the certificate's
 * subject must name the organization, and a CA that is registered for it must have issued the
 * certificate or one that leads to it.
 */
public final class MspIdCheck {
  private static final String PASSED = "orchestrator.mspid.";

  private final ClientCas cas;

  MspIdCheck(ClientCas cas) {
    this.cas = cas;
  }

  /**
   * The check, when the settings ask for it. Reads the CAs.
   *
   * @throws SettingsException that names the file that cannot be used
   */
  public static Optional<MspIdCheck> of(Tls tls) {
    return tls.mutual()
        .filter(MutualTls::verifyMspId)
        .flatMap(MutualTls::clientCas)
        .map(ClientCas::read)
        .map(MspIdCheck::new);
  }

  /**
   * Lets the caller pass or not. What passed once passes for the rest of the session without
   * further work.
   *
   * @param organization the {@code mspid} of the call
   * @param session the TLS session of the call; without one nobody passes
   * @throws OrchestratorException OE0102
   */
  public void check(String organization, Optional<SSLSession> session) {
    if (session.filter(of -> of.getValue(PASSED + organization) != null).isPresent()) {
      return;
    }
    check(organization, session.map(MspIdCheck::shown).orElse(List.of()));
    session.ifPresent(of -> of.putValue(PASSED + organization, true));
  }

  private static List<X509Certificate> shown(SSLSession session) {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      for (Certificate certificate : session.getPeerCertificates()) {
        certificates.add((X509Certificate) certificate);
      }
      return certificates;
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  /** As above, for the certificates that a client has shown: its own first, others in any order. */
  void check(String organization, List<X509Certificate> shown) {
    if (shown.isEmpty() || !SubjectOrganizations.of(shown.get(0)).contains(organization)) {
      throw refused(
          "cannot find MSPID \""
              + organization
              + "\" in client TLS certificate Subject Organizations");
    }
    List<X509Certificate> registered = cas.of(organization);
    if (registered.isEmpty()) {
      throw refused("cannot find MSPID \"" + organization + "\" in allowed organizations");
    }
    if (path(shown).stream().noneMatch(step -> isIssuedByOne(registered, step))) {
      throw refused("invalid issuer for MSPID \"" + organization + "\"");
    }
  }

  private static OrchestratorException refused(String why) {
    return Errors.denied("invalid MSPID: " + why);
  }

  /**
   * The client's own certificate and those that lead from it towards its CA. A client may show any
   * certificate besides; one that has not signed what comes before it proves nothing.
   */
  private static List<X509Certificate> path(List<X509Certificate> shown) {
    List<X509Certificate> path = new ArrayList<>(List.of(shown.get(0)));
    List<X509Certificate> others = new ArrayList<>(shown.subList(1, shown.size()));
    Optional<X509Certificate> issuer = Optional.of(shown.get(0));
    while (issuer.isPresent()) {
      X509Certificate last = path.get(path.size() - 1);
      issuer = others.stream().filter(candidate -> isSignedBy(last, candidate)).findFirst();
      issuer.ifPresent(
          next -> {
            path.add(next);
            others.remove(next);
          });
    }
    return path;
  }

  /** Key identifiers are only a claim of who signs, so the signature is verified too. */
  private static boolean isIssuedByOne(List<X509Certificate> cas, X509Certificate certificate) {
    Optional<String> authority = KeyIds.authority(certificate);
    return authority.isPresent()
        && cas.stream()
            .filter(ca -> authority.equals(KeyIds.subject(ca)))
            .anyMatch(ca -> isSignedBy(certificate, ca));
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate ca) {
    try {
      certificate.verify(ca.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
