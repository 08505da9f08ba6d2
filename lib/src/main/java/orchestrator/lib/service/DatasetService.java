package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.error.SizeException;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.AnswerBytes;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.DataManager;
import orchestrator.proto.Dataset;
import orchestrator.proto.GetDatasetParam;

/** Reads datasets: data managers with their samples. */
@Singleton
public final class DatasetService {
  private final SizeLimits sizes;

  @Inject
  DatasetService(SizeLimits sizes) {
    this.sizes = sizes;
  }

  /**
   * The manager with a key and the keys of its samples, oldest first.
   *
   * @throws OrchestratorException OE0002 when there is no such manager
   * @throws SizeException when there are too many samples for one answer
   */
  public Dataset getDataset(Transaction transaction, GetDatasetParam request) {
    DataManager manager = Lookup.find(transaction, Tables.DATA_MANAGERS, request.getKey());
    AnswerBytes bytes =
        sizes.counting(
            "the dataset with key \"" + manager.getKey() + "\"",
            "walk the samples with QueryDataSamples");
    Dataset.Builder dataset = Dataset.newBuilder().setDataManager(bytes.counted(manager));
    Tables.DATA_SAMPLES
        .query(transaction.database())
        .where(Tables.SAMPLES_BY_MANAGER, manager.getKey())
        .forEachKey(key -> dataset.addDataSampleKeys(bytes.counted(key)));
    return dataset.build();
  }
}
