package orchestrator.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.client.OrchestratorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
  @TempDir private Path home;

  private Map<String, String> environment(String... variables) {
    Map<String, String> environment = new HashMap<>(Map.of("XDG_CONFIG_HOME", home.toString()));
    for (int i = 0; i < variables.length; i += 2) {
      environment.put("ORCHESTRATOR_CLIENT_" + variables[i], variables[i + 1]);
    }
    return environment;
  }

  private static void connect(Map<String, String> flags, Map<String, String> environment) {
    Connection.of(flags, environment).connect().close();
  }

  private Contexts contexts() {
    return Contexts.read(Contexts.file(environment()));
  }

  @Test
  void aFlagCountsMoreThanAVariableThanTheContextThanTheDefault() {
    contexts()
        .with("a", Map.of("server", "a:1", "organization", "A", "channel", "c"))
        .using("a")
        .write();

    try (OrchestratorClient client =
        Connection.of(Map.of("server", "flag:1"), environment("ORGANIZATION", "Variable"))
            .connect()) {
      assertThat(client.organization()).isEqualTo("Variable");
      assertThat(client.channel()).isEqualTo("c");
    }
    assertThat(Connection.of(Map.of("server", "flag:1"), environment("SERVER", "v:1")).server())
        .isEqualTo("flag:1");
    assertThat(Connection.of(Map.of(), environment("SERVER", "v:1")).server()).isEqualTo("v:1");
    assertThat(Connection.of(Map.of(), environment()).server()).isEqualTo("a:1");
    assertThat(Connection.of(Map.of("context", ""), environment()).server())
        .isEqualTo("127.0.0.1:9000");
    assertThat(
            Connection.of(Map.of(), Map.of("XDG_CONFIG_HOME", home.resolve("none").toString()))
                .server())
        .isEqualTo("127.0.0.1:9000");
  }

  @Test
  void aContextIsChosenByFlagElseByVariableElseByUse() {
    contexts()
        .with("a", Map.of("server", "a:1"))
        .with("b", Map.of("server", "b:1"))
        .with("c", Map.of("server", "c:1"))
        .using("c")
        .write();

    assertThat(Connection.of(Map.of(), environment()).server()).isEqualTo("c:1");
    assertThat(Connection.of(Map.of(), environment("CONTEXT", "b")).server()).isEqualTo("b:1");
    assertThat(Connection.of(Map.of(), environment("CONTEXT", "")).server())
        .isEqualTo("127.0.0.1:9000");
    assertThat(Connection.of(Map.of("context", "a"), environment("CONTEXT", "b")).server())
        .isEqualTo("a:1");
  }

  @Test
  void anUnknownContextIsNamedWithThoseThatThereAre() {
    contexts().with("a", Map.of()).with("b", Map.of()).write();

    refused(
        "there is no context x; there are a, b",
        () -> Connection.of(Map.of("context", "x"), environment()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server  | here        | --server must be HOST:PORT, not "here"
          server  | http://a:1  | --server must be HOST:PORT, not "http://a:1"
          server  | a:99999     | --server must have a port from 1 to 65535, not "a:99999"
          server  | [::1]:0     | --server must have a port from 1 to 65535, not "[::1]:0"
          timeout | 0           | --timeout must be seconds from 1 to 3600, not "0"
          timeout | 1s          | --timeout must be seconds from 1 to 3600, not "1s"
          tls-ca  | no/such.pem | cannot read CA certificates no/such.pem
          tls-key | no/such.pem | --tls-cert and --tls-key go together
          channel | ''          | --channel must not be empty
          """)
  void aWrongValueIsNamed(String setting, String value, String message) {
    refused(message, () -> connect(Map.of(setting, value), environment()));
  }

  @Test
  void aWrongValueOfAVariableOrContextIsNamedSo() {
    refused(
        "ORCHESTRATOR_CLIENT_TIMEOUT must be",
        () -> connect(Map.of(), environment("TIMEOUT", "x")));
    refused(
        "ORCHESTRATOR_CLIENT_TLS must be true or false, not \"maybe\"",
        () -> connect(Map.of(), environment("TLS", "maybe")));
    contexts().with("a", Map.of("timeout", "x")).using("a").write();
    refused("timeout of context a must be", () -> connect(Map.of(), environment()));
  }

  @Test
  void aVariableThatIsMistypedIsNamed() {
    refused(
        "ORCHESTRATOR_CLIENT_SEVER is no variable",
        () -> Connection.of(Map.of(), environment("SEVER", "a:1")));
  }

  @Test
  void theFileIsReadableByItsOwnerOnlyAndHasNoLeftovers() throws Exception {
    contexts().with("a", Map.of("tls-key", "k")).write();
    contexts().using("a").write();

    Path file = Contexts.file(environment());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryContaining(only -> only.equals(file));
    assertThat(contexts().current()).contains("a");
    assertThat(contexts().without("a").current()).isEmpty();
  }

  @Test
  void aLinkedFileStaysLinked() throws Exception {
    Path real = home.resolve("dotfiles.yaml");
    Files.writeString(real, "contexts: {}\n");
    Files.createDirectories(home.resolve("orchestrator"));
    Files.createSymbolicLink(home.resolve("orchestrator/contexts.yaml"), real);

    contexts().with("a", Map.of("server", "a:1")).write();

    assertThat(Contexts.file(environment())).isSymbolicLink();
    assertThat(real).content().contains("a:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contexts: [a]",
        "contexts: {a: {sever: b}}",
        "contexts: {a: {server: [b]}}",
        "contexts: {a: b}",
        "current: a",
        "curent: a",
        "a: [",
        "- a",
        "contexts: {a: {tls: }}"
      })
  void aBrokenFileIsNamed(String text) throws Exception {
    Path file = Contexts.file(environment());
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);

    refused(file.toString(), () -> Connection.of(Map.of(), environment()));
  }

  private static void refused(String message, Runnable use) {
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(use::run)
        .satisfies(failed -> assertThat(failed.exit()).isEqualTo(Exit.WRONG_USE))
        .withMessageContaining(message);
  }
}
