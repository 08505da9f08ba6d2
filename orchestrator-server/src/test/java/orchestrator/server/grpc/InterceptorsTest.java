package orchestrator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ServerInterceptors;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;
import orchestrator.proto.QueryVersionResponse;
import orchestrator.server.call.CallContext;
import orchestrator.server.config.ChannelAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the headers of a call to who calls, and where; or to a refusal. */
class InterceptorsTest {
  private volatile ChannelAccess access =
      new ChannelAccess(Map.of("one", Set.of("A", "B"), "two", Set.of("A")));
  private final List<CallContext> callers = new ArrayList<>();
  private final List<Runnable> admissions = new ArrayList<>();
  private final InProcess server =
      InProcess.serving(
          ServerInterceptors.intercept(
              new InfoServiceGrpc.InfoServiceImplBase() {
                @Override
                public void queryVersion(
                    QueryVersionParam request,
                    io.grpc.stub.StreamObserver<QueryVersionResponse> answer) {
                  callers.add(Identity.caller(() -> false));
                  admissions.add(Identity.ADMISSION.get());
                  answer.onNext(QueryVersionResponse.getDefaultInstance());
                  answer.onCompleted();
                }
              },
              new ChannelInterceptor(() -> access),
              new OrganizationInterceptor(Optional.empty())));

  @AfterEach
  void close() {
    server.close();
  }

  /** OK, or what the caller is told. */
  private String call(String... headers) {
    try {
      QueryVersionResponse unused =
          InfoServiceGrpc.newBlockingStub(server.with(headers))
              .queryVersion(QueryVersionParam.getDefaultInstance());
      return "OK";
    } catch (StatusRuntimeException e) {
      return InProcess.inWords(e.getStatus());
    }
  }

  @Test
  void theHandlerLearnsWhoCallsAndWhere() {
    assertThat(call("mspid", "A", "channel", "two", "chaincode", "cc")).isEqualTo("OK");

    CallContext caller = callers.get(0);
    assertThat(caller.requester()).isEqualTo("A");
    assertThat(caller.channel()).isEqualTo("two");
    assertThat(caller.chaincode()).contains("cc");
  }

  @Test
  void aChaincodeIsNamedOnlyByWhoNamesOne() {
    assertThat(call("mspid", "A", "channel", "one")).isEqualTo("OK");
    assertThat(call("mspid", "A", "channel", "one", "chaincode", "")).isEqualTo("OK");

    assertThat(callers).extracting(CallContext::chaincode).containsOnly(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mspid", "channel"})
  void aHeaderThatIsMissingEmptyOrGivenTwiceIsRefused(String header) {
    String other = header.equals("mspid") ? "channel" : "mspid";
    String value = header.equals("mspid") ? "one" : "A";
    String refusal = "FAILED_PRECONDITION: OE0003: missing or invalid header '" + header + "'";

    assertThat(call(other, value)).isEqualTo(refusal);
    assertThat(call(other, value, header, "")).isEqualTo(refusal);
    assertThat(call(other, value, header, "A", header, "A")).isEqualTo(refusal);
    assertThat(callers).isEmpty();
  }

  @Test
  void theOrganizationIsLookedForBeforeTheChannel() {
    assertThat(call()).contains("'mspid'");
  }

  @Test
  void onlyTheOrganizationsOfAChannelGetIn() {
    assertThat(call("mspid", "B", "channel", "one")).isEqualTo("OK");
    assertThat(call("mspid", "B", "channel", "two"))
        .isEqualTo(
            "PERMISSION_DENIED: OE0102: organization \"B\" has not access to channel \"two\"");
    assertThat(call("mspid", "A", "channel", "three"))
        .isEqualTo(
            "PERMISSION_DENIED: OE0102: organization \"A\" has not access to channel \"three\"");
    assertThat(call("mspid", "C", "channel", "one"))
        .isEqualTo("PERMISSION_DENIED: OE0102: organization \"C\" is unknown");
    assertThat(callers).hasSize(1);
  }

  @Test
  void aCallThatLastsMayAskLaterWhetherItWouldStillGetIn() {
    assertThat(call("mspid", "B", "channel", "one")).isEqualTo("OK");
    Runnable admission = admissions.get(0);
    admission.run();

    access = new ChannelAccess(Map.of("one", Set.of("A"), "two", Set.of("A", "B")));

    assertThatThrownBy(admission::run)
        .isInstanceOf(OrchestratorException.class)
        .hasMessage("organization \"B\" has not access to channel \"one\"");
  }
}
