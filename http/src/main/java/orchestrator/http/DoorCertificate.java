package orchestrator.http;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import orchestrator.http.DoorSettings.TlsFiles;
import orchestrator.pem.PemFile;

/** Holds the certificate that the door shows. */
final class DoorCertificate implements TlsProvider {
  private final TlsFiles files;
  private volatile TlsKeyPair present;

  /**
   * Reads the certificate.
   *
   * @throws orchestrator.pem.PemException that says what is wrong with a file
   */
  DoorCertificate(TlsFiles files) {
    this.files = files;
    this.present = read();
  }

  /** Takes up files that have changed; keeps what it has when they cannot be used. */
  void reload() {
    present = read();
  }

  private TlsKeyPair read() {
    List<X509Certificate> chain = new PemFile(files.certificate()).certificates();
    PrivateKey key = new PemFile(files.key()).keyOf(chain.get(0).getPublicKey());
    return TlsKeyPair.of(key, chain);
  }

  @Override
  public TlsKeyPair keyPair(String hostname) {
    return present;
  }
}
