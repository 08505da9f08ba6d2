package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterDataSamplesResponse;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataManagerResponse;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateDataSamplesResponse;

/** Answers the calls about data managers and data samples. */
final class Data {
  private Data() {}

  static DataManager register(Call call, NewDataManager request) {
    Validation.check(request);
    State state = call.state();
    Refusal.throwAny(Refusal.conflicts(state.managers, Kind.DATA_MANAGER, request.getKey()));
    List<Refusal> refusals = new ArrayList<>();
    call.unregistered().ifPresent(refusals::add);
    Grants.stranger(state, request.getNewPermissions())
        .or(() -> Grants.stranger(state, request.getLogsPermission()))
        .ifPresent(refusals::add);
    Refusal.throwAny(refusals);
    DataManager manager =
        DataManager.newBuilder()
            .setKey(request.getKey())
            .setName(request.getName())
            .setOwner(call.requester())
            .setPermissions(Grants.both(request.getNewPermissions(), call.requester()))
            .setDescription(request.getDescription())
            .setOpener(request.getOpener())
            .setCreationDate(call.now())
            .setLogsPermission(Grants.granted(request.getLogsPermission(), call.requester()))
            .putAllMetadata(request.getMetadataMap())
            .build();
    state.managers.put(manager.getKey(), manager);
    call.created(Kind.DATA_MANAGER, manager.getKey(), manager);
    return manager;
  }

  static UpdateDataManagerResponse update(Call call, UpdateDataManagerParam request) {
    Validation.check(request);
    DataManager manager = Lookup.find(call.state().managers, Kind.DATA_MANAGER, request.getKey());
    if (!call.isRequester(manager.getOwner())) {
      throw Refusal.exactly(ErrorCode.OE0102, "requester does not own the data manager");
    }
    DataManager updated = manager.toBuilder().setName(request.getName()).build();
    call.state().managers.put(updated.getKey(), updated);
    call.updated(Kind.DATA_MANAGER, updated.getKey(), updated);
    return UpdateDataManagerResponse.getDefaultInstance();
  }

  static RegisterDataSamplesResponse register(Call call, RegisterDataSamplesParam request) {
    request.getSamplesList().forEach(Validation::check);
    if (request.getSamplesCount() == 0) {
      return RegisterDataSamplesResponse.getDefaultInstance();
    }
    Refusal.throwAny(conflicts(call.state(), request));
    List<Refusal> refusals = new ArrayList<>();
    call.unregistered().ifPresent(refusals::add);
    request.getSamplesList().stream()
        .flatMap(sample -> foreignManager(call, sample.getDataManagerKeysList()).stream())
        .findFirst()
        .ifPresent(refusals::add);
    Refusal.throwAny(refusals);
    RegisterDataSamplesResponse.Builder answer = RegisterDataSamplesResponse.newBuilder();
    for (NewDataSample sample : request.getSamplesList()) {
      DataSample registered =
          DataSample.newBuilder()
              .setKey(sample.getKey())
              .addAllDataManagerKeys(new LinkedHashSet<>(sample.getDataManagerKeysList()))
              .setOwner(call.requester())
              .setChecksum(sample.getChecksum())
              .setCreationDate(call.now())
              .build();
      call.state().samples.put(registered.getKey(), registered);
      call.created(Kind.DATA_SAMPLE, registered.getKey(), registered);
      answer.addDataSamples(registered);
    }
    return answer.build();
  }

  private static List<Refusal> conflicts(State state, RegisterDataSamplesParam request) {
    Set<String> keys = new HashSet<>(state.samples.keySet());
    List<Refusal> conflicts = new ArrayList<>();
    for (NewDataSample sample : request.getSamplesList()) {
      if (!keys.add(sample.getKey())) {
        conflicts.add(Refusal.conflict(Kind.DATA_SAMPLE, sample.getKey()));
      }
    }
    return conflicts;
  }

  static UpdateDataSamplesResponse update(Call call, UpdateDataSamplesParam request) {
    Validation.check(request);
    State state = call.state();
    List<Refusal> refusals = new ArrayList<>();
    for (String key : request.getKeysList()) {
      DataSample sample = state.samples.get(key);
      if (sample == null) {
        refusals.add(Refusal.notFound(Kind.DATA_SAMPLE, key));
      } else if (!call.isRequester(sample.getOwner())) {
        refusals.add(Refusal.exactly(ErrorCode.OE0102, "requester does not own the datasample"));
      }
    }
    foreignManager(call, request.getDataManagerKeysList()).ifPresent(refusals::add);
    Refusal.throwAny(refusals);
    for (String key : request.getKeysList()) {
      DataSample sample = Lookup.find(state.samples, Kind.DATA_SAMPLE, key);
      Set<String> managers = new LinkedHashSet<>(sample.getDataManagerKeysList());
      managers.addAll(request.getDataManagerKeysList());
      DataSample updated =
          sample.toBuilder().clearDataManagerKeys().addAllDataManagerKeys(managers).build();
      state.samples.put(key, updated);
      call.updated(Kind.DATA_SAMPLE, key, updated);
    }
    return UpdateDataSamplesResponse.getDefaultInstance();
  }

  private static Optional<Refusal> foreignManager(Call call, List<String> keys) {
    for (String key : keys) {
      if (!call.state().managers.containsKey(key)) {
        return Optional.of(Refusal.notFound(Kind.DATA_MANAGER, key));
      }
    }
    return keys.stream()
        .filter(key -> !call.isRequester(call.state().managers.get(key).getOwner()))
        .findFirst()
        .map(
            key ->
                Refusal.exactly(
                    ErrorCode.OE0102, "requester does not own the datamanager \"" + key + "\""));
  }
}
