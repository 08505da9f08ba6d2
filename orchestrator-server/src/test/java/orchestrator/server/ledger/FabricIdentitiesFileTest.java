package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FabricIdentitiesFileTest {
  @TempDir private Path folder;

  @BeforeEach
  void haveFiles() throws IOException {
    for (String name : new String[] {"cert.pem", "key.pem", "ca.pem"}) {
      Files.createFile(folder.resolve(name));
    }
  }

  private SortedMap<String, FabricIdentity> read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("identities.yaml"), yaml);
    return FabricIdentitiesFile.read(SettingFile.file("--fabric-identities", file));
  }

  private void isRefused(String yaml, String reason) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--fabric-identities " + folder.resolve("identities.yaml") + ": " + reason);
  }

  @Test
  void eachOrganizationHasItsIdentityAndPeer() throws IOException {
    SortedMap<String, FabricIdentity> identities =
        read(
            """
            Org2: {certificate: cert.pem, key: key.pem, endpoint: "[::1]:9051", tls_ca: ca.pem}
            Org1:
              certificate: cert.pem
              key: key.pem
              endpoint: peer0.org1:7051
              tls_ca: ca.pem
              authority: peer0.org1.example.com
            """);

    assertThat(identities).containsOnlyKeys("Org1", "Org2");
    FabricIdentity first = identities.get("Org1");
    assertThat(first.mspId()).isEqualTo("Org1");
    assertThat(first.certificate().path()).isEqualTo(folder.resolve("cert.pem"));
    assertThat(first.key().path()).isEqualTo(folder.resolve("key.pem"));
    assertThat(first.tlsCa().path()).isEqualTo(folder.resolve("ca.pem"));
    assertThat(first.endpoint()).isEqualTo(new Endpoint("peer0.org1", 7051));
    assertThat(first.authority()).contains("peer0.org1.example.com");
    FabricIdentity second = identities.get("Org2");
    assertThat(second.endpoint()).isEqualTo(new Endpoint("::1", 9051));
    assertThat(second.authority()).isEmpty();
  }

  @Test
  void aPathMayBeAbsolute() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path key = Files.createFile(elsewhere.resolve("other.pem"));

    assertThat(
            read(organization("cert.pem", key.toString(), "peer:1", "ca.pem"))
                .get("Org1")
                .key()
                .path())
        .isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "Org1", "[Org1]"})
  void aFileOfAnotherFormIsToldTheRightOne(String yaml) {
    isRefused(
        yaml,
        "it must have the form MyOrg1MSP: {certificate: FILE, key: FILE, endpoint: HOST:PORT,"
            + " tls_ca: FILE}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Org1:", "Org1: cert.pem", "Org1: [cert.pem]"})
  void anOrganizationHasFields(String yaml) {
    isRefused(yaml, "\"Org1\" must have certificate, key, endpoint and tls_ca");
  }

  @Test
  void aNameThatYamlTakesForAnythingElseIsRefused() {
    isRefused("Org1: &o {key: *o}", "key of \"Org1\" must be a text");
    isRefused("no: {}", "\"false\" must be a text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate", "key", "endpoint", "tls_ca"})
  void aFieldThatIsMissingIsNamed(String key) {
    String complete = organization("cert.pem", "key.pem", "peer:1", "ca.pem");

    isRefused(complete.replaceFirst(key + ": [^,}]*,?", ""), "\"Org1\" has no " + key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          authority: 5    | authority of "Org1" must be a text
          authority: ' '  | authority of "Org1" must be a text
          authority: [a]  | authority of "Org1" must be a text
          tlsca: ca.pem   | "Org1" has an unknown key "tlsca"
          7: ca.pem       | "Org1" has an unknown key "7"
          """)
  void aFieldThatIsWrongIsNamed(String field, String reason) {
    String complete = organization("cert.pem", "key.pem", "peer:1", "ca.pem");

    isRefused(complete.replace("}", ", " + field + "}"), reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"peer", "peer:", ":7051", "peer:x", "peer:0", "peer:65536", "grpcs://peer:7051"})
  void anEndpointIsAHostAndAPort(String endpoint) {
    isRefused(
        organization("cert.pem", "key.pem", endpoint, "ca.pem"),
        "endpoint of \"Org1\" must be HOST:PORT");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithWhoseItIs() {
    Path file = folder.resolve("identities.yaml");

    assertThatThrownBy(() -> read(organization("cert.pem", "lost.pem", "peer:1", "ca.pem")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "--fabric-identities "
                + file
                + ": key of Org1 "
                + folder.resolve("lost.pem")
                + ": there is no such file");
  }

  @Test
  void anOrganizationStandsThereOnce() {
    String one = organization("cert.pem", "key.pem", "peer:1", "ca.pem");

    assertThatThrownBy(() -> read(one + "\n" + one))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("line 2: found duplicate key Org1");
  }

  @Test
  void whatIsNotYamlIsToldWithItsLine() {
    assertThatThrownBy(() -> read("Org1: {\n  certificate: cert.pem"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("identities.yaml: line 2: ");
  }

  private static String organization(String certificate, String key, String endpoint, String ca) {
    return "Org1: {certificate: %s, key: %s, endpoint: '%s', tls_ca: %s}"
        .formatted(certificate, key, endpoint, ca);
  }
}
