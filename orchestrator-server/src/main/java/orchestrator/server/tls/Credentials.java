package orchestrator.server.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;

/**
 * Holds what somebody proves with who they are.
 *
 * @param chain their certificate, then those that lead to its CA
 * @param key the private key of the first one
 */
public record Credentials(List<X509Certificate> chain, PrivateKey key) {

  /**
   * Reads PEM files.
   *
   * @throws SettingsException that names the file that cannot be used
   */
  public static Credentials read(SettingFile certificate, SettingFile key) {
    List<X509Certificate> chain = certificate.certificates();
    return new Credentials(chain, key.keyOf(chain.get(0)));
  }

  /**
   * Refuses a certificate that has ended, or does not count yet.
   *
   * @param certificate where it was read from
   * @throws SettingsException that names the file
   */
  public void requireCurrent(SettingFile certificate) {
    Instant now = Instant.now();
    Instant begin = chain.get(0).getNotBefore().toInstant();
    Instant end = chain.get(0).getNotAfter().toInstant();
    if (end.isBefore(now)) {
      throw certificate.wrong("the certificate ended on " + end);
    }
    if (begin.isAfter(now)) {
      throw certificate.wrong("the certificate begins on " + begin);
    }
  }
}
