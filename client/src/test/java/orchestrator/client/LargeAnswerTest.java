package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.MethodDescriptor;
import java.util.stream.IntStream;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.spec.DataManagerSpec;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewFunction;
import orchestrator.proto.RegisterDataSamplesParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are larger than the client takes. */
class LargeAnswerTest {
  private static final int LIMIT = 1000;

  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().maxMessageSize(LIMIT).build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private static NewFunction large() {
    NewFunction.Builder function = FunctionSpec.named("train").toMessage().toBuilder();
    for (int i = 0; i < 20; i++) {
      function.putMetadata("key " + i, "x".repeat(100));
    }
    return function.build();
  }

  private int calls(MethodDescriptor<?, ?> method) {
    return server.faults().calls(method).size();
  }

  @Test
  void aWriteIsRecognisedByWhatFits() {
    RegisterDataSamplesParam samples =
        RegisterDataSamplesParam.newBuilder()
            .addAllSamples(
                IntStream.rangeClosed(1, 20)
                    .mapToObj(
                        i ->
                            DataManagerSpec.sample(
                                FunctionSpec.named("m").toMessage().getKey(), new byte[i]))
                    .toList())
            .build();

    var answer = client.call(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), samples);

    assertThat(answer.getSerializedSize()).isGreaterThan(LIMIT);
    assertThat(answer.getDataSamplesList())
        .extracting(DataSample::getKey)
        .containsExactlyElementsOf(
            samples.getSamplesList().stream().map(NewDataSample::getKey).toList());
  }

  @Test
  void aWriteOfWhichNothingFitsMayHaveBeenDone() {
    NewFunction function = large();

    OrchestratorException failure =
        catchThrowableOfType(
            OrchestratorException.class,
            () -> client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), function));

    assertThat(failure.outcomeUnknown()).isTrue();
    assertThat(failure).hasMessageContaining("may have been done");
    assertThat(server.function(function.getKey()).getName()).isEqualTo("train");
    assertThat(calls(FunctionServiceGrpc.getRegisterFunctionMethod())).isEqualTo(2);
  }

  @Test
  void aReadIsRefusedAtOnce() throws Exception {
    NewFunction function = large();
    try (OrchestratorClient other = server.client().build()) {
      other.call(FunctionServiceGrpc.getRegisterFunctionMethod(), function);
    }

    OrchestratorException failure =
        catchThrowableOfType(
            OrchestratorException.class,
            () ->
                client.call(
                    FunctionServiceGrpc.getGetFunctionMethod(),
                    GetFunctionParam.newBuilder().setKey(function.getKey()).build()));

    assertThat(failure.outcomeUnknown()).isFalse();
    assertThat(failure.isRefusal()).isTrue();
    assertThat(calls(FunctionServiceGrpc.getGetFunctionMethod())).isEqualTo(1);
  }
}
