package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsReaderTest {
  @TempDir private Path folder;
  private final Map<String, String> flags = new HashMap<>();
  private Path certificate;
  private Path key;

  @BeforeEach
  void aServerThatHasACertificateAndAKey() throws IOException {
    certificate = Files.createFile(folder.resolve("tls.crt"));
    key = Files.createFile(folder.resolve("tls.key"));
    flags.put("--tls-enabled", "true");
    flags.put("--tls-cert-path", certificate.toString());
    flags.put("--tls-key-path", key.toString());
  }

  private Optional<Tls> read() {
    return TlsReader.read(new SettingSource(flags, Map.of()));
  }

  private void isRefused(String sentence) {
    assertThatThrownBy(this::read).isInstanceOf(SettingsException.class).hasMessage(sentence);
  }

  @Test
  void tlsNeedsACertificateAndItsKey() {
    assertThat(read())
        .contains(
            new Tls(
                new SettingFile("--tls-cert-path", certificate),
                new SettingFile("--tls-key-path", key),
                Optional.empty()));
    flags.remove("--tls-key-path");
    isRefused("--tls-enabled needs --tls-key-path");
    flags.remove("--tls-cert-path");
    isRefused("--tls-enabled needs --tls-cert-path");
  }

  @Test
  void filesMayBeGivenWhileTlsIsOff() {
    flags.put("--tls-enabled", "false");

    assertThat(read()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing.key");
    flags.put("--tls-key-path", missing.toString());

    isRefused("--tls-key-path " + missing + ": there is no such file");
  }

  @Test
  void aFolderIsNoFile() {
    flags.put("--tls-cert-path", folder.toString());

    isRefused("--tls-cert-path " + folder + ": it is no file");
  }

  @Test
  void mutualTlsNeedsTls() {
    flags.put("--tls-enabled", "false");
    flags.put("--mtls-enabled", "true");

    isRefused("--mtls-enabled needs --tls-enabled");
  }

  @Test
  void checkingMspIdsNeedsMutualTls() {
    flags.put("--verify-client-msp-id", "true");

    isRefused("--verify-client-msp-id needs --mtls-enabled");
  }

  @Test
  void mutualTlsNeedsCas() {
    flags.put("--mtls-enabled", "true");

    isRefused("--mtls-enabled needs --tls-client-ca-cert-dir");
  }

  @Test
  void theServersOwnCaIsEnoughUnlessMspIdsAreChecked() {
    flags.put("--mtls-enabled", "true");
    flags.put("--tls-server-ca-cert", certificate.toString());

    assertThat(read().flatMap(Tls::mutual))
        .contains(
            new MutualTls(
                Optional.of(new SettingFile("--tls-server-ca-cert", certificate)),
                Optional.empty(),
                false));
    flags.put("--verify-client-msp-id", "true");
    isRefused("--verify-client-msp-id needs --tls-client-ca-cert-dir");
  }

  @Test
  void theFolderOfTheCasMustBeAFolder() {
    flags.put("--mtls-enabled", "true");
    flags.put("--tls-client-ca-cert-dir", key.toString());

    isRefused("--tls-client-ca-cert-dir " + key + ": it is no folder");
  }

  @Test
  void aVariableIsNamedAsAVariable() {
    Map<String, String> environment =
        Map.of("ORCHESTRATOR_MTLS_ENABLED", "true", "ORCHESTRATOR_TLS_ENABLED", "false");

    assertThatThrownBy(() -> TlsReader.read(new SettingSource(Map.of(), environment)))
        .hasMessage("ORCHESTRATOR_MTLS_ENABLED needs --tls-enabled");
  }
}
