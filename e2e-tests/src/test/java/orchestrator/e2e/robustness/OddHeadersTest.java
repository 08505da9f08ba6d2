package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.stream.Stream;
import orchestrator.e2e.harness.Deployment;
import orchestrator.e2e.harness.SharedServer;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.Headers;
import orchestrator.e2e.harness.api.OeCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that no honest client sends, on a connection that others use too. */
@ExtendWith(SharedServer.class)
class OddHeadersTest {
  private static final String VERSION = "orchestrator.InfoService/QueryVersion";
  private static final String MEMBER = "MyOrg1MSP";

  private Connection connection;

  @BeforeEach
  void connect(Deployment deployment) {
    connection = Connection.to(deployment.target());
  }

  @AfterEach
  void othersAreStillServed() {
    assertThat(statusFor(Headers.of(MEMBER, "mychannel"))).isEqualTo(Status.OK);
    connection.close();
  }

  private Status statusFor(Metadata headers) {
    return RawCalls.call(connection.with(headers), VERSION, new byte[0]);
  }

  private static Metadata with(Metadata.Key<String> key, String value, Metadata headers) {
    headers.put(key, value);
    return headers;
  }

  private static Metadata fiftyTimes(Metadata.Key<String> key, String value) {
    Metadata headers = Headers.of(MEMBER, "mychannel");
    for (int i = 0; i < 50; i++) {
      headers.put(key, value);
    }
    return headers;
  }

  static Stream<Arguments> oddHeaders() {
    return Stream.of(
        arguments("none", new Metadata(), OeCode.OE0003),
        arguments("no channel", with(Headers.MSPID, MEMBER, new Metadata()), OeCode.OE0003),
        arguments("doubled mspid", fiftyTimes(Headers.MSPID, MEMBER), OeCode.OE0003),
        arguments("doubled channel", fiftyTimes(Headers.CHANNEL, "mychannel"), OeCode.OE0003),
        arguments("empty mspid", Headers.of("", "mychannel"), OeCode.OE0003),
        arguments("empty channel", Headers.of(MEMBER, ""), OeCode.OE0003),
        arguments("a path", Headers.of(MEMBER, "../../etc/passwd"), OeCode.OE0102),
        arguments("a long channel", Headers.of(MEMBER, "x".repeat(4_000)), OeCode.OE0102));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddHeaders")
  void oddHeadersAreRefused(String what, Metadata odd, OeCode code) {
    Status refusal = statusFor(odd);

    assertThat(refusal.getDescription()).as(what).startsWith(code + ": ");
    assertThat(refusal.getCode()).isEqualTo(code.status());
  }

  static Stream<Metadata> hugeHeaders() {
    String huge = "x".repeat(1 << 20);
    return Stream.of(Headers.of(huge, "mychannel"), Headers.of(MEMBER, huge));
  }

  @ParameterizedTest
  @MethodSource("hugeHeaders")
  void headersThatNobodyCouldKeepAreRefusedByTheTransport(Metadata huge) {
    assertThat(statusFor(huge).getCode()).isEqualTo(Status.Code.INTERNAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "$(id); \"' \\\\ %n {}", "../../x"})
  void aRequestIdOfAnyLookHarmsNobody(String id) {
    Metadata headers = Headers.of(MEMBER, "mychannel");

    assertThat(statusFor(with(Headers.REQID, id, headers))).isEqualTo(Status.OK);
  }

  @Test
  void aLongRequestIdHarmsNobody() {
    Metadata headers = Headers.of(MEMBER, "mychannel");

    assertThat(statusFor(with(Headers.REQID, "x".repeat(10_000), headers))).isEqualTo(Status.OK);
  }
}
