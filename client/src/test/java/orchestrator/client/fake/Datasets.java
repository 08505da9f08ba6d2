package orchestrator.client.fake;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.GetDataSampleParam;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterDataSamplesResponse;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateDataSamplesResponse;

/** Data managers and their samples. */
final class Datasets {
  private Datasets() {}

  static List<BindableService> services(State state) {
    return List.of(new Managers(state), new Samples(state));
  }

  private static final class Managers extends DataManagerServiceGrpc.DataManagerServiceImplBase {
    private final State state;

    Managers(State state) {
      this.state = state;
    }

    @Override
    public void registerDataManager(NewDataManager asked, StreamObserver<DataManager> observer) {
      Answers.answer(
          state,
          observer,
          () -> {
            if (state.managers.containsKey(asked.getKey())) {
              throw Refusal.conflict("datamanager", asked.getKey());
            }
            DataManager manager =
                DataManager.newBuilder()
                    .setKey(asked.getKey())
                    .setName(asked.getName())
                    .setOwner(State.OWNER)
                    .setDescription(asked.getDescription())
                    .setOpener(asked.getOpener())
                    .setPermissions(State.both(asked.getNewPermissions()))
                    .setLogsPermission(State.one(asked.getLogsPermission()))
                    .putAllMetadata(asked.getMetadataMap())
                    .build();
            state.managers.put(manager.getKey(), manager);
            return manager;
          });
    }

    @Override
    public void getDataManager(GetDataManagerParam asked, StreamObserver<DataManager> observer) {
      Answers.answer(
          state,
          observer,
          () ->
              Optional.ofNullable(state.managers.get(asked.getKey()))
                  .orElseThrow(() -> Refusal.notFound("datamanager", asked.getKey())));
    }
  }

  private static final class Samples extends DataSampleServiceGrpc.DataSampleServiceImplBase {
    private final State state;

    Samples(State state) {
      this.state = state;
    }

    @Override
    public void registerDataSamples(
        RegisterDataSamplesParam asked, StreamObserver<RegisterDataSamplesResponse> observer) {
      Answers.answer(
          state,
          observer,
          () -> {
            List<DataSample> added = new ArrayList<>();
            for (NewDataSample sample : asked.getSamplesList()) {
              if (state.samples.containsKey(sample.getKey())) {
                throw Refusal.conflict("datasample", sample.getKey());
              }
              added.add(
                  DataSample.newBuilder()
                      .setKey(sample.getKey())
                      .setOwner(State.OWNER)
                      .setChecksum(sample.getChecksum())
                      .addAllDataManagerKeys(sample.getDataManagerKeysList())
                      .build());
            }
            added.forEach(sample -> state.samples.put(sample.getKey(), sample));
            return RegisterDataSamplesResponse.newBuilder().addAllDataSamples(added).build();
          });
    }

    @Override
    public void updateDataSamples(
        UpdateDataSamplesParam asked, StreamObserver<UpdateDataSamplesResponse> observer) {
      Answers.answer(
          state,
          observer,
          () -> {
            for (String key : asked.getKeysList()) {
              DataSample sample = get(key);
              state.samples.put(
                  key,
                  sample.toBuilder().addAllDataManagerKeys(asked.getDataManagerKeysList()).build());
            }
            return UpdateDataSamplesResponse.getDefaultInstance();
          });
    }

    @Override
    public void getDataSample(GetDataSampleParam asked, StreamObserver<DataSample> observer) {
      Answers.answer(state, observer, () -> get(asked.getKey()));
    }

    private DataSample get(String key) {
      return Optional.ofNullable(state.samples.get(key))
          .orElseThrow(() -> Refusal.notFound("datasample", key));
    }
  }
}
