package orchestrator.e2e.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.stream.Stream;
import orchestrator.e2e.harness.Deployment;
import orchestrator.e2e.harness.SharedServer;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedServer.class)
class OddHeadersTest {
  private static final String VERSION = "orchestrator.InfoService/QueryVersion";

  private static Metadata raw(String... namesAndValues) {
    return InternalMetadata.newMetadata(
        Stream.of(namesAndValues).map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new));
  }

  static Stream<Metadata> oddHeaders() {
    Metadata manyTimes = Headers.of("MyOrg1MSP", "mychannel");
    for (int i = 0; i < 50; i++) {
      manyTimes.put(Headers.MSPID, "MyOrg1MSP");
    }
    return Stream.of(
        new Metadata(),
        manyTimes,
        Headers.of("", ""),
        Headers.of("MyOrg1MSP", "../../etc/passwd"),
        Headers.of("MyOrg1MSP", "x".repeat(4_000)),
        Headers.of("x".repeat(1 << 20), "mychannel"),
        Headers.of("MyOrg1MSP", "x".repeat(1 << 20)),
        raw("mspid", "Hôpital", "channel", "mychannel"),
        raw("mspid", "MyOrg1MSP", "channel", "\u4e2d\u6587"));
  }

  @ParameterizedTest
  @MethodSource("oddHeaders")
  void oddHeadersAreRefusedAndOthersAreServed(Metadata odd, Deployment deployment) {
    try (Connection connection = Connection.to(deployment.target())) {
      Status refusal = RawCalls.call(connection.with(odd), VERSION, new byte[0]);

      assertThat(refusal.getCode())
          .isNotIn(Status.Code.OK, Status.Code.UNKNOWN, Status.Code.DEADLINE_EXCEEDED);
      assertThat(
              RawCalls.call(
                  connection.with(Headers.of("MyOrg1MSP", "mychannel")), VERSION, new byte[0]))
          .isEqualTo(Status.OK);
    }
  }

  @Test
  void aRequestIdOfAnyLookHarmsNobody(Deployment deployment) {
    try (Connection connection = Connection.to(deployment.target())) {
      Metadata headers =
          raw("mspid", "MyOrg1MSP", "channel", "mychannel", "reqid", "\u001b[2J" + "é".repeat(500));

      assertThat(RawCalls.call(connection.with(headers), VERSION, new byte[0]).getCode())
          .isNotIn(Status.Code.UNKNOWN, Status.Code.UNAVAILABLE);
    }
  }
}
