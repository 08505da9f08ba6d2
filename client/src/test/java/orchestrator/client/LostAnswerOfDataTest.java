package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.DataManagerSpec;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.Sharing;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.NewModel;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.UpdateDataSamplesParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostAnswerOfDataTest {
  private static final NewDataManager MANAGER =
      DataManagerSpec.named("cohort")
          .opener(Addressables.of("opener", "https://store.example.org/opener"))
          .description(Addressables.of("text", "https://store.example.org/cohort"))
          .sharing(Sharing.with("MyOrg2MSP"))
          .metadata("country", "fr")
          .toMessage();

  private static final RegisterDataSamplesParam SAMPLES =
      RegisterDataSamplesParam.newBuilder().addSamples(sample(1)).addSamples(sample(2)).build();

  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private static NewDataSample sample(int number) {
    return DataManagerSpec.sample(MANAGER.getKey(), new byte[number]);
  }

  private static NewModel model(String task, String output) {
    String key = Keys.random();
    return NewModel.newBuilder()
        .setKey(key)
        .setComputeTaskKey(task)
        .setComputeTaskOutputIdentifier(output)
        .setAddress(Addressables.of("weights", "https://store.example.org/" + key))
        .build();
  }

  /** The first try ends without an answer, so that the refusal of the second makes it look. */
  private <Q, A> void assertConflictAfterLostAnswer(MethodDescriptor<Q, A> method, Q request) {
    server.faults().refuse(method, Status.UNAVAILABLE);
    assertThat(
            catchThrowableOfType(OrchestratorException.class, () -> client.call(method, request)))
        .matches(refusal -> refusal.is(ErrorCode.CONFLICT), "is a conflict");
  }

  @Test
  void aRegisteredDataManagerIsRecognised() {
    DataManager registered =
        LossyCall.of(
            server, client, DataManagerServiceGrpc.getRegisterDataManagerMethod(), MANAGER);

    assertThat(registered.getKey()).isEqualTo(MANAGER.getKey());
    assertThat(registered.getMetadataMap()).isEqualTo(MANAGER.getMetadataMap());
  }

  @Test
  void aDataManagerWithAnotherOpenerOrOtherReadersOfItsLogsIsAConflict() {
    client.call(DataManagerServiceGrpc.getRegisterDataManagerMethod(), MANAGER);

    assertConflictAfterLostAnswer(
        DataManagerServiceGrpc.getRegisterDataManagerMethod(),
        MANAGER.toBuilder()
            .setOpener(Addressables.of("other", "https://store.example.org/opener"))
            .build());
    assertConflictAfterLostAnswer(
        DataManagerServiceGrpc.getRegisterDataManagerMethod(),
        MANAGER.toBuilder().setLogsPermission(Sharing.everyone()).build());
  }

  @Test
  void registeredSamplesAreRecognisedInTheOrderOfTheRequest() {
    assertThat(
            LossyCall.of(
                    server, client, DataSampleServiceGrpc.getRegisterDataSamplesMethod(), SAMPLES)
                .getDataSamplesList())
        .extracting(DataSample::getKey)
        .containsExactly(SAMPLES.getSamples(0).getKey(), SAMPLES.getSamples(1).getKey());
  }

  @Test
  void samplesAreRecognisedThoughTheyHaveGotAnotherManagerSince() {
    client.call(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), SAMPLES);
    client.call(
        DataSampleServiceGrpc.getUpdateDataSamplesMethod(),
        UpdateDataSamplesParam.newBuilder()
            .addKeys(SAMPLES.getSamples(1).getKey())
            .addDataManagerKeys(Keys.random())
            .build());

    assertThat(
            client
                .callAgain(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), SAMPLES)
                .getDataSamples(1)
                .getDataManagerKeysList())
        .hasSize(2)
        .startsWith(MANAGER.getKey());
  }

  @Test
  void samplesOfWhichOneIsNewOrDiffersAreAConflict() {
    client.call(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), SAMPLES);

    assertConflictAfterLostAnswer(
        DataSampleServiceGrpc.getRegisterDataSamplesMethod(),
        SAMPLES.toBuilder().addSamples(sample(3)).build());
    assertConflictAfterLostAnswer(
        DataSampleServiceGrpc.getRegisterDataSamplesMethod(),
        SAMPLES.toBuilder()
            .setSamples(1, sample(4).toBuilder().setKey(SAMPLES.getSamples(1).getKey()))
            .build());
  }

  @Test
  void modelsOfOneRequestAreRecognisedThoughTheTaskIsDoneSince() {
    String task = server.executingTask().getKey();
    RegisterModelsParam models =
        RegisterModelsParam.newBuilder()
            .addModels(model(task, "shards"))
            .addModels(model(task, "shards"))
            .build();

    assertThat(
            LossyCall.of(server, client, ModelServiceGrpc.getRegisterModelsMethod(), models)
                .getModelsList())
        .extracting(Model::getKey)
        .containsExactly(models.getModels(0).getKey(), models.getModels(1).getKey());

    server.put(
        ComputeTask.newBuilder().setKey(task).setStatus(ComputeTaskStatus.STATUS_DONE).build());
    assertThat(client.callAgain(ModelServiceGrpc.getRegisterModelsMethod(), models).getModelsList())
        .hasSize(2);
    assertThat(server.models()).hasSize(2);
  }

  @Test
  void modelsOfWhichOneWasRegisteredForAnotherOutputAreAConflict() {
    String task = server.executingTask().getKey();
    NewModel first = model(task, "shards");
    client.call(
        ModelServiceGrpc.getRegisterModelsMethod(),
        RegisterModelsParam.newBuilder().addModels(first).build());

    assertConflictAfterLostAnswer(
        ModelServiceGrpc.getRegisterModelsMethod(),
        RegisterModelsParam.newBuilder()
            .addModels(first.toBuilder().setComputeTaskOutputIdentifier("other"))
            .build());
  }

  @Test
  void anOutputThatIsDisabledAlreadyCountsAsDoneOnlyAfterALostAnswer() {
    String task = server.executingTask().getKey();
    client.call(ModelServiceGrpc.getRegisterModelMethod(), model(task, "model"));
    DisableOutputParam output =
        DisableOutputParam.newBuilder().setComputeTaskKey(task).setIdentifier("model").build();

    LossyCall.of(server, client, ComputeTaskServiceGrpc.getDisableOutputMethod(), output);

    assertThat(
            catchThrowableOfType(
                OrchestratorException.class,
                () -> client.call(ComputeTaskServiceGrpc.getDisableOutputMethod(), output)))
        .matches(refusal -> refusal.is(ErrorCode.OUTPUT_NOT_DISABLED), "is a refusal");
  }

  @Test
  void anOutputThatIsNotTransientIsARefusalAfterALostAnswer() {
    String task = server.executingTask().getKey();
    client.call(ModelServiceGrpc.getRegisterModelMethod(), model(task, "model"));
    DisableOutputParam output =
        DisableOutputParam.newBuilder().setComputeTaskKey(task).setIdentifier("model").build();
    server.faults().refuse(ComputeTaskServiceGrpc.getDisableOutputMethod(), Status.UNAVAILABLE);
    server
        .faults()
        .refuse(
            ComputeTaskServiceGrpc.getDisableOutputMethod(),
            Status.INVALID_ARGUMENT.withDescription("OE0108: output is not transient"));

    assertThat(
            catchThrowableOfType(
                OrchestratorException.class,
                () -> client.call(ComputeTaskServiceGrpc.getDisableOutputMethod(), output)))
        .matches(refusal -> refusal.is(ErrorCode.OUTPUT_NOT_DISABLED), "is a refusal");
  }
}
