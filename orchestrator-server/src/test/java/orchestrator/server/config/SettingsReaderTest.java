package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  private static Settings read(Map<String, String> flags, Map<String, String> environment) {
    return SettingsReader.read(new SettingSource(flags, environment));
  }

  @Test
  void withoutAnySettingTheServerIsOneForTryingOut() {
    Settings settings = read(Map.of(), Map.of("PATH", "/bin"));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                new Endpoints(new Endpoint("127.0.0.1", 9000), new Endpoint("127.0.0.1", 8484)),
                new Storage(
                    EngineOptions.named("embedded"),
                    Path.of("orchestrator-data"),
                    EngineOptions.named("embedded").read(new SettingSource(Map.of(), Map.of()))),
                new ChannelAccess(
                    Map.of("mychannel", Set.of("MyOrg1MSP", "MyOrg2MSP", "MyOrg3MSP"))),
                Optional.empty(),
                new HttpSettings(Optional.empty(), Optional.empty(), Set.of(), Set.of(), 2000),
                new Reload(
                    new SettingSource(Map.of(), Map.of()), Duration.ofSeconds(5), Optional.empty()),
                new Limits(32 << 20, 4 << 20, 10_000, 4 << 20, 1024, 64 << 20, 100),
                new Timing(
                    Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(30), false),
                new ConnectionLimits(
                    10_000,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofHours(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(15)),
                new UnreadLimits(64 << 20, 128 << 20, 256 << 20),
                new Observation(LogLevel.INFO, true),
                List.of()));
  }

  @Test
  void everySettingCanBeGivenByItsVariable() {
    assertThat(read(Map.of(), Map.of("ORCHESTRATOR_HTTP_LISTEN", "[::1]:1")).endpoints().http())
        .isEqualTo(new Endpoint("::1", 1));
  }

  @Test
  void aFlagCountsMoreThanItsVariable() {
    Settings settings =
        read(Map.of("--log-level", "debug"), Map.of("ORCHESTRATOR_LOG_LEVEL", "error"));

    assertThat(settings.observation().logLevel()).isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void anEmptyVariableCountsAsNotGiven() {
    assertThat(read(Map.of(), Map.of("ORCHESTRATOR_MODE", ""))).isEqualTo(read(Map.of(), Map.of()));
  }

  @Test
  void anEmptyFlagIsRefusedWhateverItIsOfAndABlankOneToo() {
    for (Setting<?> setting : CommonSettings.ALL) {
      for (String empty : List.of("", " ", "\t")) {
        assertThatThrownBy(() -> read(Map.of(setting.flag(), empty), Map.of()))
            .isInstanceOf(SettingsException.class)
            .hasMessage(setting.flag() + " must not be empty; leave it out for its default");
        assertThat(read(Map.of(), Map.of(setting.variable(), empty)))
            .isEqualTo(read(Map.of(), Map.of()));
      }
    }
  }

  @Test
  void aVariableThatIsNoSettingStopsTheStart() {
    assertThatThrownBy(() -> read(Map.of(), Map.of("ORCHESTRATOR_LISTN", "127.0.0.1:1")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("ORCHESTRATOR_LISTN is not a setting; did you mean ORCHESTRATOR_LISTEN?");
  }

  @Test
  void whatKubernetesTellsOfAServiceOfThatNameIsNoSetting() {
    Map<String, String> links =
        Map.of(
            "ORCHESTRATOR_SERVICE_HOST", "10.0.0.1",
            "ORCHESTRATOR_SERVICE_PORT", "9000",
            "ORCHESTRATOR_SERVICE_PORT_GRPC", "9000",
            "ORCHESTRATOR_PORT", "tcp://10.0.0.1:9000",
            "ORCHESTRATOR_PORT_9000_TCP", "tcp://10.0.0.1:9000",
            "ORCHESTRATOR_PORT_9000_TCP_PROTO", "tcp",
            "ORCHESTRATOR_PORT_9000_TCP_ADDR", "10.0.0.1",
            "ORCHESTRATOR_HTTP_SERVICE_HOST", "10.0.0.2",
            "ORCHESTRATOR_HTTP_PORT", "tcp://10.0.0.2:8484");

    assertThat(read(Map.of(), links)).isEqualTo(read(Map.of(), Map.of()));
  }

  @Test
  void aPortThatAUserGaveIsNotTakenForAServiceOfKubernetes() {
    assertThatThrownBy(() -> read(Map.of(), Map.of("ORCHESTRATOR_HTTP_PORT", "8484")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("ORCHESTRATOR_HTTP_PORT is not a setting");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          listen                         | 9000   | must be HOST:PORT
          http-listen                    | x      | must be HOST:PORT
          mode                           | solo   | must be embedded, couchdb or ledger
          couchdb-url                    | x:5984 | must be http://HOST:PORT or https://HOST:PORT
          couchdb-user                   | a:b    | must be a name without a colon
          couchdb-prefix                 | 1st    | must be 1 to 40 of a-z, 0-9, _ and -
          couchdb-timeout                | 10     | must be a duration such as
          leader-timeout                 | 4      | must be a duration such as
          read-from-standby              | no     | must be true or false
          tls-enabled                    | yes    | must be true or false
          mtls-enabled                   | 1      | must be true or false
          verify-client-msp-id           | TRUE   | must be true or false
          reload-interval                | 5ms    | must be a duration of at least 100ms, or 0
          message-size                   | 3GiB   | must be a number of bytes such as
          event-size                     | 63KiB  | must be at least 65536 bytes
          max-page-bytes                 | none   | must be a number of bytes such as 1048576 or 32MiB
          max-page-size                  | 0      | must be a whole number from 1 to 1000000
          queue-size                     | many   | must be a whole number from 1 to 1000000
          queue-bytes                    | 0      | must be a number of bytes such as
          replay-events-batch-size       | -1     | must be a whole number from 1 to 10000
          tx-retry-budget                | 500    | must be a duration such as
          grpc-keepalive-policy-min-time | soon   | must be a duration such as
          shutdown-grace                 | 10     | must be a duration such as
          log-level                      | trace  | must be debug, info, warn or error
          metrics-enabled                | off    | must be true or false
          grpc-keepalive-policy-permit-without-stream | maybe | must be true or false
          """)
  void aWrongValueIsNamedAsTheUserGaveIt(String name, String value, String reason) {
    String flag = "--" + name;
    String variable = "ORCHESTRATOR_" + name.toUpperCase(Locale.ROOT).replace('-', '_');

    assertThatThrownBy(() -> read(Map.of(flag, value), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(flag + " " + reason)
        .hasMessageEndingWith(", not \"" + value + "\"");
    assertThatThrownBy(() -> read(Map.of(), Map.of(variable, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(variable + " " + reason)
        .hasMessageEndingWith(", not \"" + value + "\"");
  }
}
