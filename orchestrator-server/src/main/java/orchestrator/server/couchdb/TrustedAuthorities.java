package orchestrator.server.couchdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import orchestrator.server.storage.StorageException;

/** TLS that trusts the certificate authorities of a file, and no others. */
final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * A context that trusts them.
   *
   * @param file of certificates, PEM
   * @throws StorageException if it cannot be read, or holds none
   */
  static SSLContext context(Path file) {
    try (InputStream certificates = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(certificates)) {
        trusted.setCertificateEntry("ca" + count++, authority);
      }
      if (count == 0) {
        throw new StorageException("couchdb-ca: " + file + " holds no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new StorageException("couchdb-ca: " + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
