package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ProcessOutcome;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong setting stops the start with one sentence that names it. */
class SettingsTest extends OwnServer {

  private static void assertRefused(ServerSettings settings, String named) throws Exception {
    ProcessOutcome outcome = ProcessOutcome.of(settings);

    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
    assertThat(outcome.lines()).hasSize(1);
    assertThat(outcome.output()).contains(named);
  }

  @Test
  void aFlagThatDoesNotExistIsNamed() throws Exception {
    assertRefused(settings().withFlags("--colour", "blue"), "--colour");
  }

  @ParameterizedTest
  @CsvSource({
    "--listen, nowhere",
    "--listen, 127.0.0.1:99999",
    "--http-listen, :x",
    "--mode, carbon",
    "--message-size, much",
    "--message-size, -1",
    "--tx-retry-budget, soon",
    "--log-level, loud",
    "--channel-config, /no/such/file.yaml"
  })
  void aValueThatCannotBeIsNamedWithItsFlag(String flag, String value) throws Exception {
    assertRefused(settings().withFlags(flag, value), flag);
  }

  @Test
  void aMistypedFlagIsToldWhatWasMeant() throws Exception {
    assertRefused(
        settings().withFlags("--listn", "1"), "unknown option --listn; did you mean --listen?");
  }

  /** A script gives one where its variable is not set. */
  @ParameterizedTest
  @ValueSource(strings = {"--data", "--listen", "--mode", "--couchdb-password", "--tls-cert-path"})
  void anEmptyValueIsRefused(String flag) throws Exception {
    ProcessOutcome outcome = ProcessOutcome.of(List.of("serve", flag, ""), Map.of());

    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
    assertThat(outcome.output())
        .isEqualToIgnoringNewLines(
            "orchestrator: " + flag + " must not be empty; leave it out for its default");
  }

  @Test
  void aFolderWithSomebodyElsesFilesIsNotTouched() throws Exception {
    Path thesis =
        Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("thesis.txt"), "x");

    assertRefused(settings(), "holds \"thesis.txt\"");
    try (Stream<Path> there = Files.list(folder.resolve("data"))) {
      assertThat(there).containsExactly(thesis);
    }
  }

  @Test
  void aNameThatTheLocaleLacksCharactersForIsToldAsSuch() throws Exception {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "names here are UTF-8");
    ProcessOutcome outcome =
        ProcessOutcome.of(
            List.of("serve", "--data", folder.resolve("f\u00f6lder").toString()),
            Map.of("LC_ALL", "C"));

    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
    assertThat(outcome.output()).contains("--data must be a path in the characters of");
  }

  @Test
  void aSettingWithoutEffectIsNamedOnceTheServerStarts() throws Exception {
    ServerProcess server =
        start(
            settings()
                .withFlags("--tls-cert-path", "server.pem")
                .withVariable("ORCHESTRATOR_COUCHDB_PREFIX", "x"));

    assertThat(server.log())
        .contains("has no effect in the mode embedded: ORCHESTRATOR_COUCHDB_PREFIX")
        .contains("has no effect without --tls-enabled: --tls-cert-path");
  }

  @Test
  void aFlagWithoutItsValueIsNamed() throws Exception {
    assertRefused(settings().withFlags("--data"), "--data");
  }

  @Test
  void aVariableThatIsNoSettingIsNamed() throws Exception {
    assertRefused(settings().withVariable("ORCHESTRATOR_COLOUR", "blue"), "ORCHESTRATOR_COLOUR");
  }

  @Test
  void aVariableWithAWrongValueIsNamed() throws Exception {
    assertRefused(
        settings().withVariable("ORCHESTRATOR_LOG_LEVEL", "loud"), "ORCHESTRATOR_LOG_LEVEL");
  }

  @Test
  void anUnreadableChannelConfigurationIsNamed() throws Exception {
    for (String yaml : List.of("channels: [", "chanels: {}", "channels: {c: MyOrg1MSP: x}", "")) {
      Path file = Files.writeString(folder.resolve("channels.yaml"), yaml);
      assertRefused(
          settings().withChannels(Map.of()).withFlags("--channel-config", file.toString()),
          file.toString());
    }
  }

  @Test
  void helpNamesEverySettingAndItsDefault() throws IOException, InterruptedException {
    ProcessOutcome help = ProcessOutcome.of(List.of("serve", "--help"), Map.of());

    assertThat(help.exitCode()).isZero();
    assertThat(help.output().replaceAll("\\s", ""))
        .contains(
            "--listen",
            "127.0.0.1:9000",
            "--http-listen",
            "127.0.0.1:8484",
            "--data",
            "--mode",
            "--channel-config",
            "--message-size",
            "--tls-enabled",
            "--tls-cert-path",
            "--tls-key-path",
            "--mtls-enabled",
            "--tls-server-ca-cert",
            "--tls-client-ca-cert-dir",
            "--verify-client-msp-id",
            "--tx-retry-budget",
            "--replay-events-batch-size",
            "--grpc-keepalive-policy-min-time",
            "--grpc-keepalive-policy-permit-without-stream",
            "--log-level",
            "--metrics-enabled");
  }
}
