package orchestrator.http;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import orchestrator.http.DoorSettings.TlsFiles;
import orchestrator.pem.PemFile;

/**
 * Reads the certificate that the door shows.
 *
 * @param files of the certificate
 */
record DoorCertificate(TlsFiles files) {
  /**
   * The certificate as it is in the files; what cannot be used leaves the one before in use.
   *
   * @param interval between two looks at the files; zero for never
   * @throws orchestrator.pem.PemException when they cannot be used now; says why
   */
  TlsProvider following(Duration interval) {
    return interval.isZero()
        ? TlsProvider.of(read())
        : TlsProvider.ofScheduled(this::read, interval);
  }

  private TlsKeyPair read() {
    List<X509Certificate> chain = new PemFile(files.certificate()).certificates();
    PrivateKey key = new PemFile(files.key()).keyOf(chain.get(0).getPublicKey());
    return TlsKeyPair.of(key, chain);
  }
}
