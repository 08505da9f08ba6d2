package orchestrator.learning.run;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;
import orchestrator.learning.asset.Registrations;
import orchestrator.learning.rule.Ids;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSample;
import orchestrator.proto.DataSampleQueryFilter;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.QueryDataSamplesResponse;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.UpdateDataSamplesParam;

/** Registers data samples of an organization, and adds them to data managers. */
final class Samples {
  private static final int KEYS = 500;

  private final OrchestratorClient client;
  private final Set<String> managers = ConcurrentHashMap.newKeySet();

  Samples(OrchestratorClient client) {
    this.client = client;
  }

  /** All of them are there afterwards, in all of the data managers. */
  void register(List<String> ids, List<NewDataManager> into) {
    into.forEach(this::register);
    List<String> keys = into.stream().map(NewDataManager::getKey).toList();
    if (tryAll(ids, keys)) {
      return;
    }
    // Somebody may register some of them at the same time; what is there then is only added to.
    for (boolean isDone = false; !isDone; ) {
      Map<String, DataSample> known = find(ids);
      refuseForeign(ids, known);
      List<String> missing = ids.stream().filter(id -> !known.containsKey(Ids.data(id))).toList();
      isDone = tryAll(missing, keys);
      if (isDone) {
        add(ids, known, keys);
      }
    }
  }

  private void register(NewDataManager manager) {
    if (!managers.contains(manager.getKey())) {
      var unused = client.callAgain(DataManagerServiceGrpc.getRegisterDataManagerMethod(), manager);
      managers.add(manager.getKey());
    }
  }

  /** Whether they are registered: not if one is there already. */
  private boolean tryAll(List<String> ids, List<String> managers) {
    RegisterDataSamplesParam.Builder samples = RegisterDataSamplesParam.newBuilder();
    ids.forEach(id -> samples.addSamples(Registrations.sample(id, managers)));
    try {
      var unused =
          client.call(DataSampleServiceGrpc.getRegisterDataSamplesMethod(), samples.build());
      return true;
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
      return false;
    }
  }

  private Map<String, DataSample> find(List<String> ids) {
    Map<String, DataSample> known = new HashMap<>();
    for (List<String> part : Lists.partition(ids, KEYS)) {
      client
          .pages(
              DataSampleServiceGrpc.getQueryDataSamplesMethod(),
              QueryDataSamplesParam.newBuilder()
                  .setPageSize(KEYS)
                  .setFilter(
                      DataSampleQueryFilter.newBuilder()
                          .addAllKeys(part.stream().map(Ids::data).toList()))
                  .build(),
              QueryDataSamplesResponse::getDataSamplesList)
          .forEach(sample -> known.put(sample.getKey(), sample));
    }
    return known;
  }

  private void refuseForeign(List<String> ids, Map<String, DataSample> known) {
    for (String id : ids) {
      DataSample sample = known.get(Ids.data(id));
      if (sample != null && !sample.getOwner().equals(client.organization())) {
        throw new LearningException(
            Kind.CONFLICT, "data %s belongs to %s".formatted(id, sample.getOwner()));
      }
    }
  }

  /** Adds those that are not in all of the data managers. */
  private void add(List<String> ids, Map<String, DataSample> known, List<String> managers) {
    List<String> incomplete = new ArrayList<>();
    for (String id : ids) {
      DataSample sample = known.get(Ids.data(id));
      if (sample != null && !new HashSet<>(sample.getDataManagerKeysList()).containsAll(managers)) {
        incomplete.add(sample.getKey());
      }
    }
    if (!incomplete.isEmpty()) {
      add(incomplete, managers);
    }
  }

  private void add(List<String> keys, List<String> managers) {
    var unused =
        client.call(
            DataSampleServiceGrpc.getUpdateDataSamplesMethod(),
            UpdateDataSamplesParam.newBuilder()
                .addAllKeys(keys)
                .addAllDataManagerKeys(managers)
                .build());
  }

  /** Marks one that is there. */
  void mark(String id, NewDataManager with) {
    register(with);
    add(List.of(Ids.data(id)), List.of(with.getKey()));
  }
}
