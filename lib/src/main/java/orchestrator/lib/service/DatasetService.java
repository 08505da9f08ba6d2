package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.error.Kind;
import orchestrator.lib.operation.Transaction;
import orchestrator.lib.persistence.Tables;
import orchestrator.proto.DataManager;
import orchestrator.proto.Dataset;
import orchestrator.proto.GetDatasetParam;

/** Datasets: data managers with their samples. */
@Singleton
public final class DatasetService {
  @Inject
  DatasetService() {}

  /** The manager with a key and the keys of its samples, oldest first; OE0002. */
  public Dataset getDataset(Transaction transaction, GetDatasetParam request) {
    DataManager manager =
        Lookup.find(transaction, Tables.DATA_MANAGERS, Kind.DATA_MANAGER, request.getKey());
    return Dataset.newBuilder()
        .setDataManager(manager)
        .addAllDataSampleKeys(
            Tables.DATA_SAMPLES
                .query(transaction.database())
                .where(Tables.SAMPLES_BY_MANAGER, manager.getKey())
                .keys())
        .build();
  }
}
