package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import orchestrator.server.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthoritiesTest {
  @TempDir Path folder;

  private void assertRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), content);

    assertThatThrownBy(() -> TrustedAuthorities.of(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--couchdb-ca " + file + ": it has ");
  }

  @Test
  void aFileWithoutACertificateIsAWrongSettingAndNamed() throws IOException {
    assertRefused("");
    assertRefused("hello");
    assertRefused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  }
}
