package orchestrator.server.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks clients' certificates, and says why one is refused. */
final class ClientTrustManager extends X509ExtendedTrustManager {
  private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";
  private static final String FOR_ANYTHING = "2.5.29.37.0";

  private final ClientTrust trust;
  private final X509ExtendedTrustManager checks;

  ClientTrustManager(ClientTrust trust) {
    this.trust = trust;
    this.checks = trust.manager();
  }

  @FunctionalInterface
  private interface Check {
    void run() throws CertificateException;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> checks.checkClientTrusted(chain, type, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, () -> checks.checkClientTrusted(chain, type, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, () -> checks.checkClientTrusted(chain, type));
  }

  private void check(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      throw refused(List.of(chain), e);
    } catch (RuntimeException e) {
      throw new CertificateException("a certificate that cannot be read", e);
    }
    Instant now = Instant.now();
    Optional<Instant> end = trust.end(List.of(chain));
    if (end.filter(now::isBefore).isEmpty()) {
      throw new RefusedCertificate(
          Refusal.EXPIRED, chain[0], "its CA's has", new CertificateException("expired CA"));
    }
  }

  private RefusedCertificate refused(List<X509Certificate> shown, CertificateException why) {
    X509Certificate own = shown.get(0);
    try {
      Instant now = Instant.now();
      List<X509Certificate> path = CertificatePath.of(shown);
      for (X509Certificate step : path) {
        String whose = step.equals(own) ? "" : "that of the CA " + CertificateText.subject(step);
        if (step.getNotAfter().toInstant().isBefore(now)) {
          return new RefusedCertificate(Refusal.EXPIRED, own, whose, why);
        }
        if (step.getNotBefore().toInstant().isAfter(now)) {
          return new RefusedCertificate(Refusal.NOT_YET_VALID, own, whose, why);
        }
      }
      if (trust.end(shown).isEmpty()) {
        return new RefusedCertificate(
            path.size() < shown.size() ? Refusal.BROKEN_CHAIN : Refusal.UNKNOWN_CA,
            own,
            unknown(path.get(path.size() - 1)),
            why);
      }
      if (isForSomethingElse(own)) {
        return new RefusedCertificate(Refusal.WRONG_PURPOSE, own, "", why);
      }
    } catch (RuntimeException | CertificateParsingException e) {
      why.addSuppressed(e);
    }
    String detail = CertificateText.safe(String.valueOf(why.getMessage()));
    return new RefusedCertificate(Refusal.UNUSABLE, own, detail, why);
  }

  private String unknown(X509Certificate last) {
    boolean sameName =
        trust.all().stream()
            .anyMatch(ca -> ca.getSubjectX500Principal().equals(last.getIssuerX500Principal()));
    return sameName ? "a trusted CA has the same name, and another key" : "";
  }

  private static boolean isForSomethingElse(X509Certificate certificate)
      throws CertificateParsingException {
    List<String> purposes = certificate.getExtendedKeyUsage();
    return purposes != null && !purposes.contains(FOR_CLIENTS) && !purposes.contains(FOR_ANYTHING);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no server is called with these CAs");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no server is called with these CAs");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no server is called with these CAs");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return checks.getAcceptedIssuers();
  }
}
