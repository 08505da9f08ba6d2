package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageTest {
  private static Storage storage(String mode) {
    return SettingsReader.read(
            new SettingSource(
                Map.of("--mode", mode, "--data", "/var/x/../lib/orchestrator"), Map.of()))
        .storage();
  }

  @Test
  void inTheEmbeddedModeItIsTheFolder() {
    assertThat(storage("embedded").inWords())
        .isEqualTo("mode embedded, data /var/lib/orchestrator");
  }

  @Test
  void inTheCouchdbModeItIsTheCouchDbToo() {
    assertThat(storage("couchdb").inWords())
        .isEqualTo(
            "mode couchdb at http://127.0.0.1:5984, prefix orchestrator,"
                + " data /var/lib/orchestrator");
  }
}
