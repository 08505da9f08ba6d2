package orchestrator.server.config;

import static orchestrator.server.config.CommonSettings.MTLS_ENABLED;
import static orchestrator.server.config.CommonSettings.TLS_CERT_PATH;
import static orchestrator.server.config.CommonSettings.TLS_CLIENT_CA_CERT_DIR;
import static orchestrator.server.config.CommonSettings.TLS_ENABLED;
import static orchestrator.server.config.CommonSettings.TLS_KEY_PATH;
import static orchestrator.server.config.CommonSettings.TLS_SERVER_CA_CERT;
import static orchestrator.server.config.CommonSettings.VERIFY_CLIENT_MSP_ID;

import java.nio.file.Path;
import java.util.Optional;

/** Reads the settings of TLS, which depend on one another. */
final class TlsReader {
  private final SettingSource source;

  private TlsReader(SettingSource source) {
    this.source = source;
  }

  static Optional<Tls> read(SettingSource source) {
    return new TlsReader(source).tls();
  }

  private Optional<Tls> tls() {
    boolean enabled = source.get(TLS_ENABLED);
    boolean mutual = source.get(MTLS_ENABLED);
    boolean verify = source.get(VERIFY_CLIENT_MSP_ID);
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
        source
            .find(TLS_CLIENT_CA_CERT_DIR)
            .map(path -> SettingFile.folder(source.key(TLS_CLIENT_CA_CERT_DIR), path));
    if (clientCas.isEmpty() && (verify || serverCa.isEmpty())) {
      throw needs(verify ? VERIFY_CLIENT_MSP_ID : MTLS_ENABLED, TLS_CLIENT_CA_CERT_DIR);
    }
    return new MutualTls(serverCa, clientCas, verify);
  }

  private Optional<SettingFile> file(Setting<Path> setting) {
    return source.find(setting).map(path -> SettingFile.file(source.key(setting), path));
  }

  private SettingsException needs(Setting<?> setting, Setting<?> other) {
    return new SettingsException(source.key(setting) + " needs " + other.flag());
  }
}
