package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UnusedSettingsTest {
  @Test
  void eachModeNamesTheSettingsOfTheOthers() {
    Map<String, String> flags = Map.of("--couchdb-prefix", "a", "--fabric-chaincode", "b");

    assertThat(UnusedSettings.of(new SettingSource(flags, Map.of())))
        .containsExactly(
            "has no effect in the mode embedded: --couchdb-prefix, --fabric-chaincode");
    assertThat(UnusedSettings.of(new SettingSource(flags, Map.of("ORCHESTRATOR_MODE", "couchdb"))))
        .containsExactly("has no effect in the mode couchdb: --fabric-chaincode");
    assertThat(UnusedSettings.of(new SettingSource(flags, Map.of("ORCHESTRATOR_MODE", "ledger"))))
        .containsExactly("has no effect in the mode ledger: --couchdb-prefix");
  }

  @Test
  void filesOfTlsAreNamedWhereTlsIsNotEnabled() {
    Map<String, String> variables =
        Map.of("ORCHESTRATOR_TLS_KEY_PATH", "k", "ORCHESTRATOR_TLS_CLIENT_CA_CERT_DIR", "d");

    assertThat(UnusedSettings.of(new SettingSource(Map.of(), variables)))
        .containsExactly(
            "has no effect without --tls-enabled: ORCHESTRATOR_TLS_KEY_PATH",
            "has no effect without --mtls-enabled: ORCHESTRATOR_TLS_CLIENT_CA_CERT_DIR");
    assertThat(UnusedSettings.of(new SettingSource(Map.of("--tls-enabled", "true"), variables)))
        .containsExactly(
            "has no effect without --mtls-enabled: ORCHESTRATOR_TLS_CLIENT_CA_CERT_DIR");
  }

  @Test
  void aDefaultThatIsGivenOnceMoreIsNotWorthALine() {
    Map<String, String> flags = Map.of("--leader-timeout", "3s", "--read-from-standby", "false");

    assertThat(UnusedSettings.of(new SettingSource(flags, Map.of()))).isEmpty();
    assertThat(UnusedSettings.of(new SettingSource(Map.of(), Map.of()))).isEmpty();
  }
}
