package orchestrator.server.couchdb;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;
import orchestrator.server.storage.StorageException;
import orchestrator.server.tls.RenewableTrust;

/** Makes TLS that trusts the certificate authorities of a file, and no others. */
final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * The authorities in a file.
   *
   * @param file of certificates, PEM
   * @throws SettingsException if it cannot be read, or holds none
   */
  static List<X509Certificate> of(Path file) {
    return new SettingFile("--couchdb-ca", file).certificates();
  }

  /** A context that trusts those of the moment. */
  static SSLContext context(RenewableTrust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust.manager()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new StorageException("the JDK has no TLS", e);
    }
  }
}
