package orchestrator.server.tls;

import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the organization that a caller claims to be against its certificate: the certificate's
 * subject must name the organization, and a CA that is registered for it must have issued the
 * certificate or one that leads to it.
 */
public final class MspIdCheck {
  private static final String PASSED = "orchestrator.mspid.";

  private final Supplier<ClientCas> present;
  private final Refusals refusals;

  /** Against the CAs that {@code present} gives at the moment of a call. */
  MspIdCheck(Supplier<ClientCas> present, Refusals refusals) {
    this.present = present;
    this.refusals = refusals;
  }

  /**
   * Lets the caller pass or not. What passed once passes for the rest of the session without
   * further work, as long as the CAs stay the same.
   *
   * @param organization the {@code mspid} of the call
   * @param session the TLS session of the call; without one nobody passes
   * @param client where the call comes from, for the log
   * @throws OrchestratorException OE0102 when the caller may not pass
   */
  public void check(
      String organization, Optional<SSLSession> session, @Nullable SocketAddress client) {
    ClientCas cas = present.get();
    String passed = PASSED + organization;
    if (session.filter(of -> of.getValue(passed) == cas).isPresent()) {
      return;
    }
    List<X509Certificate> shown = session.map(MspIdCheck::shown).orElse(List.of());
    try {
      check(cas, organization, shown);
    } catch (OrchestratorException e) {
      refusals.call(client, e.getMessage(), shown.stream().findFirst());
      throw e;
    }
    session.ifPresent(of -> of.putValue(passed, cas));
  }

  /** The certificates that a client has shown; none when it was not asked. */
  static List<X509Certificate> shown(SSLSession session) {
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
  static void check(ClientCas cas, String organization, List<X509Certificate> shown) {
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
    if (CertificatePath.of(shown).stream().noneMatch(step -> isIssuedByOne(registered, step))) {
      throw refused("invalid issuer for MSPID \"" + organization + "\"");
    }
  }

  private static OrchestratorException refused(String why) {
    return Errors.denied("invalid MSPID: " + why);
  }

  /** Key identifiers are only a claim of who signs, so the signature is verified too. */
  private static boolean isIssuedByOne(List<X509Certificate> cas, X509Certificate certificate) {
    Optional<String> authority = KeyIds.authority(certificate);
    return authority.isPresent()
        && cas.stream()
            .filter(ca -> authority.equals(KeyIds.subject(ca)))
            .anyMatch(ca -> CertificatePath.isSignedBy(certificate, ca));
  }
}
