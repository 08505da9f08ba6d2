package orchestrator.executor.server;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import orchestrator.executor.server.ServerSettings.TlsFiles;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;

/** Gives the certificates of an executor as they were when they were last read. */
final class ServerCertificate implements TlsProvider {
  private volatile Read read;

  private record Read(TlsKeyPair own, List<X509Certificate> clients) {}

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException when one cannot be used; says which and why
   */
  ServerCertificate(TlsFiles files) {
    read = read(files);
  }

  /** Reads them anew; what cannot be used leaves those before in use. */
  void reload(TlsFiles files) {
    read = read(files);
  }

  private static Read read(TlsFiles files) {
    Path at = files.certificate();
    try {
      List<X509Certificate> chain = new PemFile(at).certificates();
      at = files.key();
      TlsKeyPair own = TlsKeyPair.of(new PemFile(at).keyOf(chain.get(0).getPublicKey()), chain);
      at = files.clients();
      return new Read(own, new PemFile(at).certificates());
    } catch (PemException e) {
      throw new IllegalArgumentException("cannot use " + at + ": " + e.getMessage(), e);
    }
  }

  @Override
  public TlsKeyPair keyPair(String hostname) {
    return read.own();
  }

  @Override
  public List<X509Certificate> trustedCertificates(String hostname) {
    return read.clients();
  }
}
