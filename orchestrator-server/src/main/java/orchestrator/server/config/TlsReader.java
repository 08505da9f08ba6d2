package orchestrator.server.config;

import static orchestrator.server.config.Catalogue.MTLS_ENABLED;
import static orchestrator.server.config.Catalogue.TLS_CERT_PATH;
import static orchestrator.server.config.Catalogue.TLS_CLIENT_CA_CERT_DIR;
import static orchestrator.server.config.Catalogue.TLS_ENABLED;
import static orchestrator.server.config.Catalogue.TLS_KEY_PATH;
import static orchestrator.server.config.Catalogue.TLS_SERVER_CA_CERT;
import static orchestrator.server.config.Catalogue.VERIFY_CLIENT_MSP_ID;

import java.nio.file.Path;
import java.util.Optional;

/** Reads the settings of TLS, which depend on one another. */
final class TlsReader {
  private final Given given;

  private TlsReader(Given given) {
    this.given = given;
  }

  static Optional<Tls> read(Given given) {
    return new TlsReader(given).tls();
  }

  private Optional<Tls> tls() {
    boolean enabled = given.get(TLS_ENABLED);
    boolean mutual = given.get(MTLS_ENABLED);
    boolean verify = given.get(VERIFY_CLIENT_MSP_ID);
    if (mutual && !enabled) {
      throw needs(MTLS_ENABLED, TLS_ENABLED);
    }
    if (verify && !mutual) {
      throw needs(VERIFY_CLIENT_MSP_ID, MTLS_ENABLED);
    }
    if (!enabled) {
      return Optional.empty();
    }
    SettingFile certificate =
        file(TLS_CERT_PATH).orElseThrow(() -> needs(TLS_ENABLED, TLS_CERT_PATH));
    SettingFile key = file(TLS_KEY_PATH).orElseThrow(() -> needs(TLS_ENABLED, TLS_KEY_PATH));
    return Optional.of(
        new Tls(certificate, key, mutual ? Optional.of(mutual(verify)) : Optional.empty()));
  }

  private MutualTls mutual(boolean verify) {
    Optional<SettingFile> serverCa = file(TLS_SERVER_CA_CERT);
    Optional<SettingFile> clientCas =
        given
            .find(TLS_CLIENT_CA_CERT_DIR)
            .map(path -> SettingFile.folder(given.key(TLS_CLIENT_CA_CERT_DIR), path));
    if (clientCas.isEmpty() && (verify || serverCa.isEmpty())) {
      throw needs(verify ? VERIFY_CLIENT_MSP_ID : MTLS_ENABLED, TLS_CLIENT_CA_CERT_DIR);
    }
    return new MutualTls(serverCa, clientCas, verify);
  }

  private Optional<SettingFile> file(Setting<Path> setting) {
    return given.find(setting).map(path -> SettingFile.file(given.key(setting), path));
  }

  private SettingsException needs(Setting<?> setting, Setting<?> other) {
    return new SettingsException(given.key(setting) + " needs " + other.flag());
  }
}
