package orchestrator.server.config;

import java.util.Optional;
import java.util.Set;

/**
 * Says who may call the HTTP port, and how.
 *
 * @param accounts file of those who may call the API there
 * @param tls the port's own certificate
 * @param hosts names under which the port is called, besides those of loopback
 * @param corsOrigins origins whose pages may call the API
 * @param connections that may be open
 */
public record HttpSettings(
    Optional<SettingFile> accounts,
    Optional<TlsFiles> tls,
    Set<String> hosts,
    Set<String> corsOrigins,
    int connections) {

  /**
   * Files of a certificate.
   *
   * @param certificate with those that lead to its CA
   * @param key of that certificate
   */
  public record TlsFiles(SettingFile certificate, SettingFile key) {
    /**
     * Refuses files that cannot be used.
     *
     * @throws SettingsException that names the file
     */
    public void check() {
      var unused = key.keyOf(certificate.certificates().get(0));
    }
  }
}
