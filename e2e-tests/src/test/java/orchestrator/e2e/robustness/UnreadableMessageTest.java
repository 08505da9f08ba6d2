package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.util.List;
import java.util.Random;
import orchestrator.e2e.harness.Deployment;
import orchestrator.e2e.harness.SharedServer;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedServer.class)
class UnreadableMessageTest {
  private static final String REGISTER = "orchestrator.ComputePlanService/RegisterPlan";
  private static final String HEALTH = "grpc.health.v1.Health/Check";
  private static final int LIMIT = 32 << 20;

  private Connection connection;
  private Channel transport;

  @BeforeEach
  void connect(Deployment deployment) {
    connection = Connection.to(deployment.target());
    transport = connection.with(Headers.of("MyOrg1MSP", "mychannel"));
  }

  @AfterEach
  void othersAreStillServed() {
    assertThat(RawCalls.call(transport, "orchestrator.InfoService/QueryVersion", new byte[0]))
        .isEqualTo(Status.OK);
    connection.close();
  }

  static List<String> methods() {
    return RawCalls.methods();
  }

  private static byte[] field(int number, byte... bytes) {
    return UnknownFieldSet.newBuilder()
        .addField(
            number,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(bytes))
                .build())
        .build()
        .toByteArray();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bytesThatAreNoMessageAreAnInternalError(String method) {
    byte[] cutOff = {0x0a, 0x7f, 'x'};

    assertThat(RawCalls.call(transport, method, cutOff).getCode()).isEqualTo(Status.Code.INTERNAL);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void randomBytesGetADefiniteAnswer(String method) {
    Random random = new Random(method.hashCode());
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      assertThat(RawCalls.call(transport, method, bytes).getCode())
          .isNotIn(Status.Code.UNKNOWN, Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void textThatIsNotUtf8IsAnInternalError() {
    assertThat(RawCalls.call(transport, REGISTER, field(1, (byte) 0xc3, (byte) 0x28)).getCode())
        .isEqualTo(Status.Code.INTERNAL);
  }

  @Test
  void aMessageOverTheLimitExhaustsAResource() {
    for (int bytes : new int[] {LIMIT + 1, LIMIT + LIMIT / 4, 2 * LIMIT + 1, 4 * LIMIT}) {
      for (String method : new String[] {REGISTER, HEALTH}) {
        Status status = RawCalls.call(transport, method, new byte[bytes]);

        assertThat(status.getCode())
            .as(bytes + " bytes to " + method)
            .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription())
            .matches("grpc: received message larger than max \\(\\d+ vs\\. " + LIMIT + "\\)");
      }
    }
  }

  @Test
  void whatIsNotCompressedAsItSaysIsAnInternalError(Deployment deployment) {
    ManagedChannel lying = NoCompressor.connect(deployment.target(), "gzip");
    try {
      for (String method : new String[] {REGISTER, HEALTH}) {
        Status status =
            RawCalls.call(
                lying, method, new byte[100], CallOptions.DEFAULT.withCompression("gzip"));

        assertThat(status.getCode()).as(method).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getDescription()).contains("failed to decompress the received message");
      }
    } finally {
      lying.shutdownNow();
    }
  }

  @Test
  void aMessageBelowTheLimitIsRead() {
    byte[] unknownField = field(1000, new byte[LIMIT - 100]);

    assertThat(RawCalls.call(transport, REGISTER, unknownField).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void anUnknownMethodOrServiceIsUnimplemented() {
    for (String method :
        new String[] {"orchestrator.ComputePlanService/Nothing", "orchestrator.No/Thing"}) {
      assertThat(RawCalls.call(transport, method, new byte[0]).getCode())
          .isEqualTo(Status.Code.UNIMPLEMENTED);
    }
  }
}
