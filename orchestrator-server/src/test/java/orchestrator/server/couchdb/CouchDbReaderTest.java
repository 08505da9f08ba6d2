package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CouchDbReaderTest {
  private static final String SECRET = "s3cret";

  @TempDir private Path folder;
  private final Map<String, String> flags = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private CouchDb read() {
    return CouchDbReader.read(new SettingSource(flags, environment));
  }

  private void isRefused(String sentence) {
    assertThatThrownBy(this::read).isInstanceOf(SettingsException.class).hasMessage(sentence);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("password"), content);
  }

  @Test
  void everythingCanBeSet() throws IOException {
    Path ca = Files.createFile(folder.resolve("ca.pem"));
    flags.put("--couchdb-url", "https://couchdb:6984/");
    flags.put("--couchdb-user", "admin");
    flags.put("--couchdb-password", SECRET);
    flags.put("--couchdb-prefix", "test_1-a");
    flags.put("--couchdb-ca", ca.toString());
    flags.put("--couchdb-timeout", "3s");
    flags.put("--leader-timeout", "1s");
    flags.put("--read-from-standby", "true");

    assertThat(read())
        .isEqualTo(
            new CouchDb(
                URI.create("https://couchdb:6984"),
                Optional.of(new CouchDb.Login("admin", SECRET)),
                "test_1-a",
                Optional.of(ca),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                true,
                Optional.empty()));
  }

  @Test
  void theVariablesDoAsWell() {
    environment.put("ORCHESTRATOR_COUCHDB_URL", "http://couchdb:5984");
    environment.put("ORCHESTRATOR_COUCHDB_USER", "admin");
    environment.put("ORCHESTRATOR_COUCHDB_PASSWORD", SECRET);

    assertThat(read())
        .extracting(CouchDb::url, CouchDb::login)
        .containsExactly(
            URI.create("http://couchdb:5984"), Optional.of(new CouchDb.Login("admin", SECRET)));
  }

  @Test
  void aPasswordNeedsAUser() throws IOException {
    flags.put("--couchdb-password", SECRET);
    isRefused("--couchdb-password needs --couchdb-user");
    flags.clear();
    environment.put("ORCHESTRATOR_COUCHDB_PASSWORD_FILE", file(SECRET).toString());
    isRefused("ORCHESTRATOR_COUCHDB_PASSWORD_FILE needs --couchdb-user");
  }

  @Test
  void aUserNeedsAPassword() {
    flags.put("--couchdb-user", "admin");

    isRefused("--couchdb-user needs --couchdb-password or --couchdb-password-file");
  }

  @Test
  void aPasswordComesFromOneSource() throws IOException {
    flags.put("--couchdb-user", "admin");
    flags.put("--couchdb-password-file", file(SECRET).toString());
    environment.put("ORCHESTRATOR_COUCHDB_PASSWORD", SECRET);

    isRefused("ORCHESTRATOR_COUCHDB_PASSWORD and --couchdb-password-file exclude one another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "s3cret\n", "s3cret\r\n"})
  void theLineEndOfAPasswordFileDoesNotCount(String content) throws IOException {
    flags.put("--couchdb-user", "admin");
    flags.put("--couchdb-password-file", file(content).toString());

    assertThat(read().login()).contains(new CouchDb.Login("admin", SECRET));
  }

  @Test
  void ofAPasswordFileOnlyOneLineEndIsCut() throws IOException {
    flags.put("--couchdb-user", "admin");
    flags.put("--couchdb-password-file", file(" é\n\n").toString());

    assertThat(read().login()).contains(new CouchDb.Login("admin", " é\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void anEmptyPasswordFileIsRefused(String content) throws IOException {
    Path file = file(content);
    flags.put("--couchdb-user", "admin");
    flags.put("--couchdb-password-file", file.toString());

    isRefused("--couchdb-password-file " + file + ": it is empty");
  }

  @Test
  void aPasswordFileMustBeThereAndBeText() throws IOException {
    Path missing = folder.resolve("missing");
    flags.put("--couchdb-user", "admin");
    flags.put("--couchdb-password-file", missing.toString());
    isRefused("--couchdb-password-file " + missing + ": there is no such file");

    Path binary = Files.write(folder.resolve("binary"), "é".getBytes(StandardCharsets.ISO_8859_1));
    flags.put("--couchdb-password-file", binary.toString());
    isRefused("--couchdb-password-file " + binary + ": it cannot be read as UTF-8 text");
  }

  @Test
  void aCaIsOfNoUseWithoutTls() {
    flags.put("--couchdb-ca", "ca.pem");

    isRefused("--couchdb-ca needs --couchdb-url to be https");
  }

  @Test
  void theCaMustBeThere() {
    Path missing = folder.resolve("missing.pem");
    flags.put("--couchdb-url", "https://couchdb");
    flags.put("--couchdb-ca", missing.toString());

    isRefused("--couchdb-ca " + missing + ": there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Orchestrator", "_a", "-a", "1a", "a/b", "a.b", "a+b", "é"})
  void aPrefixIsWhatCouchDbTakesAtTheStartOfADatabaseName(String prefix) {
    flags.put("--couchdb-prefix", prefix);

    isRefused(
        "--couchdb-prefix must be 1 to 40 of a-z, 0-9, _ and -, of which the first is a letter,"
            + " not \""
            + prefix
            + "\"");
  }

  @Test
  void withoutAnySettingItIsTheOneOfThisMachine() {
    assertThat(read())
        .isEqualTo(
            new CouchDb(
                URI.create("http://127.0.0.1:5984"),
                Optional.empty(),
                "orchestrator",
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                false,
                Optional.empty()));
  }

  @Test
  void aPrefixLeavesRoomForTheChannel() {
    flags.put("--couchdb-prefix", "a".repeat(40));
    assertThat(read().prefix()).hasSize(40);
    flags.put("--couchdb-prefix", "a".repeat(41));
    assertThatThrownBy(this::read).isInstanceOf(SettingsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://admin:s3cret@couchdb:5984      | ...@couchdb:5984
          htp://admin:s3cret@couchdb:5984       | ...@couchdb:5984
          admin:s3cret@couchdb:5984             | ...@couchdb:5984
          http://admin:s3cret/%@couchdb         | ...@couchdb
          http://admin:s3cret@x@couchdb         | ...@couchdb
          """)
  void aPasswordInTheUrlIsRefusedAndNotRepeated(String url, String told) {
    flags.put("--couchdb-url", url);

    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--couchdb-url must ")
        .hasMessageEndingWith(", not \"" + told + "\"")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void thePasswordIsInNoText() {
    flags.put("--couchdb-user", "admin");
    flags.put("--couchdb-password", SECRET);
    flags.put("--mode", "couchdb");
    SettingSource source = new SettingSource(flags, Map.of());

    assertThat(SettingsReader.read(source).toString()).contains("admin").doesNotContain(SECRET);
    assertThat(SettingsReader.read(source).storage().inWords()).doesNotContain(SECRET);
  }
}
