package orchestrator.executor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Optional;
import orchestrator.executor.command.LogSettings.Hook;
import orchestrator.executor.command.LogSettings.Level;
import orchestrator.executor.command.LogSettings.Protocol;
import orchestrator.executor.command.LogSettings.Receiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {
  private static LogSettings read(String json) throws Exception {
    return LogSettings.read(
        new ConfigPart(
            Path.of("config.json"), "log", Optional.of(new ObjectMapper().readTree(json))));
  }

  @Test
  void aFileSaysLevelStreamAndHooks() throws Exception {
    LogSettings settings =
        read(
            """
            {"Output": {"Level": "warning", "Path": "stdout"},
             "hook": [{"url": "localhost:1514", "level": "error", "protocol": "tcp", "type": "syslog"},
                      {"url": "udp://[::1]", "type": "LOGSTASH"}]}
            """);

    assertThat(settings.level()).isEqualTo(Level.WARN);
    assertThat(settings.onStandardOutput()).isTrue();
    assertThat(settings.hooks())
        .containsExactly(
            new Hook(Receiver.SYSLOG, Protocol.TCP, "localhost", 1514, Level.ERROR),
            new Hook(Receiver.LOGSTASH, Protocol.UDP, "[::1]", 5000, Level.WARN));
  }

  @Test
  void anEmptyPartIsTheUsual() throws Exception {
    assertThat(read("{}")).isEqualTo(LogSettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"output": {"level": "loud"}} | log.output.level in config.json is none of debug, info, warn, error
          {"output": {"path": "file"}} | log.output.path in config.json is neither stdout nor stderr
          {"hook": {}} | log.hook in config.json is not a list
          {"hook": [{"type": "mail"}]} | log.hook[0].type in config.json is neither syslog nor logstash
          {"hook": [{"type": "syslog"}]} | log.hook[0].url in config.json is not of the form HOST:PORT
          {"hook": [{"type": "syslog", "url": "a b"}]} | log.hook[0].url in config.json is not of the form HOST:PORT
          {"hook": [{"type": "syslog", "url": "a:70000"}]} | log.hook[0].url in config.json has no port from 1 to 65535
          {"hook": [{"type": "syslog", "url": "a", "protocol": "http"}]} | log.hook[0].protocol in config.json is neither udp nor tcp
          """)
  void aFaultNamesItsKey(String json, String message) {
    assertThatThrownBy(() -> read(json)).hasMessage(message);
  }
}
