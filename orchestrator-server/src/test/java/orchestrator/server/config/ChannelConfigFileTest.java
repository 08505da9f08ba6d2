package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelConfigFileTest {
  @TempDir private Path folder;

  private ChannelAccess read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("channels.yaml"), yaml);
    SettingSource source = new SettingSource(Map.of("--channel-config", file.toString()), Map.of());
    return SettingsReader.read(source).channels();
  }

  @Test
  void aChannelIsOpenToTheOrganizationsThatItLists() throws IOException {
    ChannelAccess access = read("channels: {b: [Org1, Org2], a: [Org2]}");

    assertThat(access.channels()).containsExactly("a", "b");
    assertThat(access.isOpen("b", "Org1")).isTrue();
    assertThat(access.isOpen("a", "Org1")).isFalse();
    assertThat(access.isOpen("c", "Org1")).isFalse();
    assertThat(access.knows("Org1")).isTrue();
    assertThat(access.knows("Org3")).isFalse();
  }

  @Test
  void aFileThatIsNoUtf8TextIsToldToBeNone() throws IOException {
    Path file = Files.write(folder.resolve("channels.yaml"), new byte[] {'a', (byte) 0xff});
    SettingSource source = new SettingSource(Map.of("--channel-config", file.toString()), Map.of());

    assertThatThrownBy(() -> SettingsReader.read(source))
        .hasMessage("--channel-config " + file + ": it cannot be read as UTF-8 text");
  }

  @Test
  void channelsMayShareAListByAnAlias() throws IOException {
    assertThat(read("channels: {a: &all [Org1, Org2], b: *all}"))
        .hasToString("{a=[Org1, Org2], b=[Org1, Org2]}");
  }

  @Test
  void theFormOfTheOriginalIsRead() throws IOException {
    assertThat(read("---\nchannels:\n  mychannel:\n    - MyOrg1MSP\n    - MyOrg2MSP\n"))
        .hasToString("{mychannel=[MyOrg1MSP, MyOrg2MSP]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                              | it must have the form channels: {mychannel: [MyOrg1MSP]}
          mychannel                       | it must have the form channels: {mychannel: [MyOrg1MSP]}
          channels: [a]                   | it must have the form channels: {mychannel: [MyOrg1MSP]}
          channels: {}                    | it has no channel
          {channels: {a: [O]}, other: 1}  | unknown key "other"
          channels: {a: []}               | channel "a" must list at least one organization
          channels: {a: O}                | channel "a" must list at least one organization
          channels: {a: }                 | channel "a" must list at least one organization
          channels: {a: [O, O]}           | channel "a" lists "O" twice
          channels: {a: [O], a: [P]}      | line 1: found duplicate key a
          channels: {'': [O]}             | channel name "" must be a text of 1 to 100 visible ASCII characters
          channels: {7: [O]}              | channel name "7" must be a text of 1 to 100 visible ASCII characters
          channels: {no: [O]}             | channel name "false" must be a text of 1 to 100 visible ASCII characters
          channels: {a: [7]}              | organization name "7" must be a text of 1 to 100 visible ASCII characters
          channels: {a: [~]}              | organization name "null" must be a text of 1 to 100 visible ASCII characters
          channels: {a: ['']}             | organization name "" must be a text of 1 to 100 visible ASCII characters
          channels: {a: [é]}              | organization name "é" must be a text of 1 to 100 visible ASCII characters
          channels: {a: [[O]]}            | organization name "[O]" must be a text of 1 to 100 visible ASCII characters
          channels: &c {a: *c}            | channel "a" must list at least one organization
          channels: {a: &l [*l]}          | channel "a" must list at least one organization
          channels: {a: [[[[[O]]]]]}      | channel "a" must list at least one organization
          channels: {a: [O               | line 1: expected ',' or ']', but got <stream end>
          channels: !!java.io.File [x]    | line 1: Global tag is not allowed: tag:yaml.org,2002:java.io.File
          """)
  void whatIsWrongIsSaidInOneSentence(String yaml, String reason) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--channel-config " + folder.resolve("channels.yaml") + ": " + reason);
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

    assertThatThrownBy(() -> ChannelConfigFile.read(new SettingFile("--channel-config", file)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--channel-config " + file + ": ");
  }
}
