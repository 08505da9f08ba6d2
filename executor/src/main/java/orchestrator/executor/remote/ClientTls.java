package orchestrator.executor.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import orchestrator.executor.remote.RemoteSettings.Tls;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;

/** Makes of PEM files what the JDK's TLS wants. */
final class ClientTls {
  private static final char[] NO_PASSWORD = {};

  private ClientTls() {}

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException when one cannot be used; says which and why
   */
  static SSLContext context(Tls files) {
    Path at = files.certificate();
    try {
      List<X509Certificate> chain = new PemFile(at).certificates();
      at = files.key();
      PrivateKey key = new PemFile(at).keyOf(chain.get(0).getPublicKey());
      at = files.executors();
      List<X509Certificate> trusted = new PemFile(at).certificates();

      KeyStore own = empty();
      own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
      KeyStore others = empty();
      for (int i = 0; i < trusted.size(); i++) {
        others.setCertificateEntry("executor-" + i, trusted.get(i));
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NO_PASSWORD);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(others);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (PemException e) {
      throw new IllegalArgumentException("cannot use " + at + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("cannot use " + at + " for TLS: " + e.getMessage(), e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
