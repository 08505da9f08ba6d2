package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class ServeOptionsTest {
  private final CommandLine command = new CommandLine(CommandSpec.create());

  ServeOptionsTest() {
    ServeOptions.addTo(command.getCommandSpec());
  }

  private Settings parsed(String... arguments) {
    return SettingsReader.read(ServeOptions.source(command.parseArgs(arguments), Map.of()));
  }

  @Test
  void aValueFollowsItsFlagOrAnEqualsSign() {
    assertThat(parsed("--listen", "a:1", "--http-listen=b:2").endpoints())
        .isEqualTo(new Endpoints(new Endpoint("a", 1), new Endpoint("b", 2)));
  }

  @Test
  void aSwitchMayStandAloneOrWithAValue() {
    assertThat(parsed("--metrics-enabled", "false").observation().metrics()).isFalse();
    assertThat(parsed("--metrics-enabled=false").observation().metrics()).isFalse();
    assertThat(parsed("--metrics-enabled").observation().metrics()).isTrue();
    assertThat(parsed().observation().metrics()).isTrue();
  }

  @Test
  void aSwitchThatStandsAloneTakesNothingFromTheNextFlag() {
    assertThat(parsed("--grpc-keepalive-policy-permit-without-stream", "--listen", "a:1").timing())
        .extracting(Timing::keepaliveWithoutStream)
        .isEqualTo(true);
  }

  @Test
  void aFlagGivenTwiceIsRefused() {
    assertThatThrownBy(() -> parsed("--listen", "a:1", "--listen", "a:2"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--listen");
  }

  @Test
  void aPasswordGivenTwiceIsNotRepeated() {
    assertThatThrownBy(() -> parsed("--couchdb-password", "s3cret", "--couchdb-password=s3cret"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--couchdb-password")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void helpTellsEachSettingWithItsMeaningItsDefaultAndItsVariable() {
    String help = command.getUsageMessage().replaceAll("\\s+", " ");

    for (Setting<?> setting : CommonSettings.ALL) {
      String fallback = setting.fallback().map(text -> " (default " + text + ")").orElse("");
      // A word that is longer than the rest of its line is broken.
      String told = (setting.meaning() + fallback + setting.variable()).replace(" ", "");
      assertThat(help).contains(setting.flag());
      assertThat(help.replace(" ", "")).contains(told);
    }
  }
}
