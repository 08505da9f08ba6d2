package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Page;
import orchestrator.lib.persistence.PageSize;
import orchestrator.lib.persistence.Selection;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.GetDataSampleParam;
import orchestrator.proto.NewDataSample;
import orchestrator.proto.Organization;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.QueryDataSamplesResponse;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterDataSamplesResponse;
import orchestrator.proto.UpdateDataSamplesParam;
import orchestrator.proto.UpdateDataSamplesResponse;

/** Keeps data samples: the data that stays with its owner, known here by key and checksum. */
@Singleton
public final class DataSampleService {
  private final PageLimit pages;

  @Inject
  DataSampleService(PageLimit pages) {
    this.pages = pages;
  }

  /**
   * Registers samples of the requester, all or none, and answers them in the order given.
   *
   * @throws OrchestratorException OE0101 for a broken rule; OE0006 for a key that is in use or
   *     given twice; OE0002 for an unknown manager or requester; OE0102 for a manager of somebody
   *     else
   */
  public RegisterDataSamplesResponse registerDataSamples(
      Transaction transaction, RegisterDataSamplesParam request) {
    Validator.check(request);
    requireNewKeys(transaction, request.getSamplesList());
    Cache<DataManager> managers = managers(transaction);
    Cache<Organization> organizations = new Cache<>(transaction, Tables.ORGANIZATIONS);
    RegisterDataSamplesResponse.Builder response = RegisterDataSamplesResponse.newBuilder();
    for (NewDataSample given : request.getSamplesList()) {
      requireOwnManagers(transaction, managers, given.getDataManagerKeysList());
      organizations.find(transaction.requester());
      DataSample sample =
          DataSample.newBuilder()
              .setKey(given.getKey())
              .addAllDataManagerKeys(new LinkedHashSet<>(given.getDataManagerKeysList()))
              .setOwner(transaction.requester())
              .setChecksum(given.getChecksum())
              .setCreationDate(transaction.time())
              .build();
      EventLog.register(transaction, Tables.DATA_SAMPLES, sample);
      response.addDataSamples(sample);
    }
    return response.build();
  }

  /**
   * Adds data managers to samples of the requester, to all or none.
   *
   * @throws OrchestratorException OE0101 for a broken rule; OE0002 for an unknown manager or
   *     sample; OE0102 for one of somebody else
   */
  public UpdateDataSamplesResponse updateDataSamples(
      Transaction transaction, UpdateDataSamplesParam request) {
    Validator.check(request);
    requireOwnManagers(transaction, managers(transaction), request.getDataManagerKeysList());
    for (String key : request.getKeysList()) {
      DataSample sample = Lookup.find(transaction, Tables.DATA_SAMPLES, key);
      if (!sample.getOwner().equals(transaction.requester())) {
        throw Errors.denied("requester does not own the datasample");
      }
      Set<String> managers = new LinkedHashSet<>(sample.getDataManagerKeysList());
      managers.addAll(request.getDataManagerKeysList());
      DataSample updated =
          sample.toBuilder().clearDataManagerKeys().addAllDataManagerKeys(managers).build();
      EventLog.update(transaction, Tables.DATA_SAMPLES, updated);
    }
    return UpdateDataSamplesResponse.getDefaultInstance();
  }

  /** The samples with the keys given, or all, oldest first. */
  public QueryDataSamplesResponse queryDataSamples(
      Transaction transaction, QueryDataSamplesParam request) {
    Page<DataSample> page = page(transaction, request);
    return QueryDataSamplesResponse.newBuilder()
        .addAllDataSamples(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private Page<DataSample> page(Transaction transaction, QueryDataSamplesParam request) {
    String token = request.getPageToken();
    PageSize size = pages.of(request.getPageSize());
    List<String> keys = request.getFilter().getKeysList();
    return keys.isEmpty()
        ? Tables.DATA_SAMPLES.query(transaction.database()).page(token, size)
        : Selection.of(Tables.DATA_SAMPLES, transaction.database(), Lookup.keys(keys))
            .page(token, size);
  }

  /**
   * The sample with a key.
   *
   * @throws OrchestratorException OE0002 when there is none
   */
  public DataSample getDataSample(Transaction transaction, GetDataSampleParam request) {
    return Lookup.find(transaction, Tables.DATA_SAMPLES, request.getKey());
  }

  private static void requireNewKeys(Transaction transaction, List<NewDataSample> samples) {
    Set<String> keys = new HashSet<>();
    for (NewDataSample sample : samples) {
      if (!keys.add(sample.getKey())) {
        throw Tables.DATA_SAMPLES.alreadyExists(sample.getKey());
      }
    }
    for (NewDataSample sample : samples) {
      Lookup.requireUnused(transaction, Tables.DATA_SAMPLES, sample.getKey());
    }
  }

  private static void requireOwnManagers(
      Transaction transaction, Cache<DataManager> managers, List<String> keys) {
    // All are found before the owner of any is asked for.
    for (DataManager manager : keys.stream().map(managers::find).toList()) {
      if (!manager.getOwner().equals(transaction.requester())) {
        throw Errors.denied("requester does not own the datamanager \"" + manager.getKey() + "\"");
      }
    }
  }

  private static Cache<DataManager> managers(Transaction transaction) {
    return new Cache<>(transaction, Tables.DATA_MANAGERS);
  }
}
