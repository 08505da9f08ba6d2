package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.SettingsReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FabricReaderTest {
  @TempDir private Path folder;
  private final Map<String, String> flags = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void haveAnIdentity() throws IOException {
    Files.createFile(folder.resolve("a.pem"));
    Path file =
        Files.writeString(
            folder.resolve("identities.yaml"),
            "Org1: {certificate: a.pem, key: a.pem, endpoint: 'peer:7051', tls_ca: a.pem}");
    flags.put("--mode", "ledger");
    flags.put("--fabric-identities", file.toString());
  }

  private FabricNetwork read() {
    return (FabricNetwork)
        SettingsReader.read(new SettingSource(flags, environment)).storage().engine();
  }

  private void isRefused(String sentence) {
    assertThatThrownBy(this::read).isInstanceOf(SettingsException.class).hasMessage(sentence);
  }

  @Test
  void identitiesAloneAreEnough() {
    FabricNetwork fabric = read();

    assertThat(fabric.identities()).containsOnlyKeys("Org1");
    assertThat(fabric.identitiesFile()).isEqualTo(folder.resolve("identities.yaml"));
    assertThat(fabric.chaincode()).isEqualTo("orchestrator");
    assertThat(fabric.deadlines())
        .isEqualTo(
            new FabricNetwork.Deadlines(
                Duration.ofSeconds(10),
                Duration.ofSeconds(65),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30)));
    assertThat(fabric.keepalive()).isEqualTo(Duration.ofMinutes(2));
    assertThat(fabric.concurrency()).isEqualTo(256);
  }

  @Test
  void everythingCanBeSet() {
    flags.put("--fabric-chaincode", "my-chaincode_2");
    flags.put("--fabric-evaluate-timeout", "1s");
    flags.put("--fabric-endorse-timeout", "2s");
    flags.put("--fabric-submit-timeout", "3s");
    flags.put("--fabric-commit-timeout", "4s");
    flags.put("--fabric-keepalive", "5m");
    environment.put("ORCHESTRATOR_FABRIC_CONCURRENCY", "6");

    FabricNetwork fabric = read();

    assertThat(fabric.chaincode()).isEqualTo("my-chaincode_2");
    assertThat(fabric.deadlines())
        .isEqualTo(
            new FabricNetwork.Deadlines(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
    assertThat(fabric.keepalive()).isEqualTo(Duration.ofMinutes(5));
    assertThat(fabric.concurrency()).isEqualTo(6);
  }

  @Test
  void aLedgerNeedsIdentities() {
    flags.remove("--fabric-identities");
    isRefused("--mode ledger needs --fabric-identities");

    flags.clear();
    environment.put("ORCHESTRATOR_MODE", "ledger");
    isRefused("ORCHESTRATOR_MODE ledger needs --fabric-identities");
  }

  @Test
  void theFileOfIdentitiesMustBeThere() {
    Path missing = folder.resolve("missing.yaml");
    flags.remove("--fabric-identities");
    environment.put("ORCHESTRATOR_FABRIC_IDENTITIES", missing.toString());

    isRefused("ORCHESTRATOR_FABRIC_IDENTITIES " + missing + ": there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "couchdb"})
  void theOtherModesDoNotReadTheFileOfIdentities(String mode) {
    flags.put("--mode", mode);
    flags.put("--fabric-identities", folder.resolve("missing.yaml").toString());

    assertThat(SettingsReader.read(new SettingSource(flags, environment)).storage().engine())
        .isNotInstanceOf(FabricNetwork.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fabric-chaincode        | my.cc | must be a name of letters, digits, _ and -
          fabric-evaluate-timeout | 10    | must be a duration such as
          fabric-endorse-timeout  | soon  | must be a duration such as
          fabric-submit-timeout   | -1s   | must be a duration such as
          fabric-commit-timeout   | never | must be a duration such as
          fabric-keepalive        | 2     | must be a duration such as
          fabric-concurrency      | 0     | must be a whole number from 1 to 10000
          """)
  void aWrongValueIsNamed(String name, String value, String reason) {
    flags.put("--" + name, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--" + name + " " + reason)
        .hasMessageEndingWith(", not \"" + value + "\"");
  }
}
