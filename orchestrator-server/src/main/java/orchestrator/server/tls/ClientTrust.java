package orchestrator.server.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;
import orchestrator.server.config.MutualTls;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;

/**
 * Holds the CAs whose clients are let in. Equal to another that has the same.
 *
 * @param serverCas of the server, whose clients are let in too
 * @param clientCas of the organizations
 */
record ClientTrust(List<X509Certificate> serverCas, ClientCas clientCas) {

  /**
   * Reads the files.
   *
   * @throws SettingsException that names the file that cannot be used
   */
  static ClientTrust read(MutualTls mutual) {
    ClientTrust trust =
        new ClientTrust(
            mutual.serverCa().map(SettingFile::certificates).orElse(List.of()),
            mutual.clientCas().map(ClientCas::read).orElse(ClientCas.NONE));
    if (trust.all().isEmpty()) {
      SettingFile folder = mutual.clientCas().orElseThrow();
      throw folder.wrong("no folder in it has a certificate (*.crt, *.pem)");
    }
    return trust;
  }

  /** Every CA. */
  List<X509Certificate> all() {
    List<X509Certificate> all = new ArrayList<>(serverCas);
    all.addAll(clientCas.all());
    return all;
  }

  /** The JDK's check of a chain against these CAs. */
  X509ExtendedTrustManager manager() {
    RenewableTrust trust = new RenewableTrust();
    trust.use(all());
    return trust.manager();
  }

  /**
   * Until when a client is let in. It is the first end of a certificate on the way to a CA, the
   * CA's own included, which the JDK does not look at; of several ways the one that lasts longest.
   *
   * @param shown by the client: its own first, others in any order
   * @return nothing when no CA of these leads to it
   */
  Optional<Instant> end(List<X509Certificate> shown) {
    List<X509Certificate> cas = all();
    List<Instant> ends = new ArrayList<>();
    Instant way = Instant.MAX;
    for (X509Certificate step : CertificatePath.of(shown)) {
      way = earlier(way, step.getNotAfter().toInstant());
      for (X509Certificate ca : cas) {
        if (ca.equals(step) || CertificatePath.isIssuedBy(step, ca)) {
          ends.add(earlier(way, ca.getNotAfter().toInstant()));
        }
      }
    }
    return ends.stream().max(Instant::compareTo);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
