package orchestrator.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @Test
  void anEndpointIsAHostAndAPort() {
    assertThat(Endpoint.parse("localhost:0")).isEqualTo(new Endpoint("localhost", 0));
    assertThat(Endpoint.parse("127.0.0.1:65535")).isEqualTo(new Endpoint("127.0.0.1", 65_535));
  }

  @Test
  void anIpv6HostStandsInBrackets() {
    Endpoint endpoint = Endpoint.parse("[::1]:9000");

    assertThat(endpoint).isEqualTo(new Endpoint("::1", 9000));
    assertThat(endpoint).hasToString("[::1]:9000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "9000", ":9000", "host", "host:", "host:x", "host:-1", "host:65536", "::1:90"})
  void whatIsNoEndpointIsRefused(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).hasMessage("must be HOST:PORT");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1B,1", "4KiB,4096", "32MiB,33554432", "32 MiB,33554432", "2GiB,2147483648"})
  void bytesMayHaveAUnit(String text, long bytes) {
    assertThat(Sizes.bytes(text, 1L << 40)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1MB", "1.5MiB", "MiB", "2GiB", "99999999999999999999"})
  void bytesOutOfBoundsOrOfNoFormAreRefused(String text) {
    assertThatThrownBy(() -> Sizes.bytes(text, (2L << 30) - 1))
        .hasMessage("must be a number of bytes such as 1048576 or 32MiB, from 1 to 2147483647");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "11", "1e1", "99999999999999999999"})
  void countsOutOfBoundsOrOfNoFormAreRefused(String text) {
    assertThatThrownBy(() -> Sizes.count(text, 10))
        .hasMessage("must be a whole number from 1 to 10");
  }

  @ParameterizedTest
  @CsvSource({"0,PT0S", "0s,PT0S", "500ms,PT0.5S", "10s,PT10S", "1.5s,PT1.5S", "1m30s,PT1M30S"})
  void durationsAreWrittenAsTheOriginalWritesThem(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1d", "1s 2s", "PT1S"})
  void durationsOfAnotherFormAreRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .hasMessage("must be a duration such as 500ms, 10s or 1m30s");
  }

  @Test
  void aDurationOfMoreThanADayIsRefused() {
    assertThat(Durations.parse("24h")).isEqualTo(Duration.ofDays(1));
    assertThatThrownBy(() -> Durations.parse("999999999h"))
        .hasMessage("must be a duration of at most 24h");
  }

  @Test
  void aWaitForAnotherMachineIsNoInstant() {
    assertThat(Durations.waiting("100ms")).isEqualTo(Duration.ofMillis(100));
    assertThatThrownBy(() -> Durations.waiting("99ms"))
        .hasMessage("must be a duration of at least 100ms");
    assertThatThrownBy(() -> Durations.waiting("0"))
        .hasMessage("must be a duration of at least 100ms");
  }
}
