package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Headers;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest extends Scenario {

  private static void version(Channel transport) {
    ClientCalls.blockingUnaryCall(
        transport,
        InfoServiceGrpc.getQueryVersionMethod(),
        CallOptions.DEFAULT,
        QueryVersionParam.getDefaultInstance());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mspid", "channel"})
  void aCallNeedsBothHeaders(String missing) {
    Metadata headers = Headers.of(ONE, "mychannel");
    headers.removeAll(Metadata.Key.of(missing, Metadata.ASCII_STRING_MARSHALLER));

    refused(
        "OE0003: missing or invalid header '" + missing + "'",
        () -> version(connection.with(headers)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mspid", "channel"})
  void aHeaderThatIsGivenTwiceIsRefused(String doubled) {
    Metadata headers = Headers.of(ONE, "mychannel");
    headers.merge(Headers.of(ONE, "mychannel"));
    Metadata.Key<String> other = doubled.equals("mspid") ? Headers.CHANNEL : Headers.MSPID;
    String kept = Optional.ofNullable(headers.get(other)).orElseThrow();
    headers.removeAll(other);
    headers.put(other, kept);

    refused(
        "OE0003: missing or invalid header '" + doubled + "'",
        () -> version(connection.with(headers)));
  }

  @Test
  void aChaincodeMayBeNamedInEveryMode() {
    Metadata headers = Headers.of(ONE, "mychannel");
    String configured = System.getProperty("chaincode", "mycc");
    headers.put(Metadata.Key.of("chaincode", Metadata.ASCII_STRING_MARSHALLER), configured);

    assertThatCode(() -> version(connection.with(headers))).doesNotThrowAnyException();
  }

  @Test
  void aStreamNeedsBothHeaders() throws Exception {
    Metadata headers = Headers.of(ONE, "mychannel");
    headers.removeAll(Headers.CHANNEL);

    try (EventStream stream = EventStream.after("", connection.with(headers))) {
      assertThat(stream.end().getDescription())
          .isEqualTo("OE0003: missing or invalid header 'channel'");
    }
  }

  @Test
  void theRequestIdComesBackInTheTrailersOfARefusal() {
    Metadata headers = Headers.of(ONE, "mychannel");
    headers.put(Headers.REQID, "my-request");

    assertThat(requestIdOfARefusal(headers)).isEqualTo("my-request");
  }

  @Test
  void aRequestIdIsMadeWhenTheCallerGivesNone() {
    Metadata headers = Headers.of(ONE, "mychannel");

    String first = requestIdOfARefusal(headers);

    assertThat(first).matches("[0-9a-f]{8}");
    assertThat(requestIdOfARefusal(headers)).isNotEqualTo(first);
  }

  private String requestIdOfARefusal(Metadata headers) {
    StatusRuntimeException refusal =
        Assertions.catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                ClientCalls.blockingUnaryCall(
                    connection.with(headers),
                    FunctionServiceGrpc.getGetFunctionMethod(),
                    CallOptions.DEFAULT,
                    GetFunctionParam.newBuilder().setKey(key("nobody's")).build()));
    Metadata trailers = Optional.ofNullable(refusal.getTrailers()).orElseThrow();
    return Optional.ofNullable(trailers.get(Headers.REQID)).orElseThrow();
  }

  @Test
  void theRequestIdComesBackInTheTrailersOfAnAnswer() {
    Metadata headers = Headers.of(ONE, "mychannel");
    headers.put(Headers.REQID, "my-request");
    var leading = new AtomicReference<Metadata>();
    var trailing = new AtomicReference<Metadata>();

    version(
        ClientInterceptors.intercept(
            connection.with(headers),
            MetadataUtils.newCaptureMetadataInterceptor(leading, trailing)));

    assertThat(trailing.get().get(Headers.REQID)).isEqualTo("my-request");
  }
}
