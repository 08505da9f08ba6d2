package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.asset.PermissionRules;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Page;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.DataManager;
import orchestrator.proto.GetDataManagerParam;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.QueryDataManagersParam;
import orchestrator.proto.QueryDataManagersResponse;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataManagerResponse;

/** Keeps data managers: what opens an organization's data samples. */
@Singleton
public final class DataManagerService {
  private final PageLimit pages;

  @Inject
  DataManagerService(PageLimit pages) {
    this.pages = pages;
  }

  /**
   * Registers a data manager of the requester; its type is not kept.
   *
   * @throws OrchestratorException OE0101 for a broken rule, OE0006 for a key in use, OE0003 for
   *     permissions of an unknown organization, OE0002 for an unknown requester
   */
  public DataManager registerDataManager(Transaction transaction, NewDataManager request) {
    Validator.check(request);
    Lookup.requireUnused(transaction, Tables.DATA_MANAGERS, request.getKey());
    DataManager manager =
        DataManager.newBuilder()
            .setKey(request.getKey())
            .setName(request.getName())
            .setOwner(transaction.requester())
            .setPermissions(
                PermissionRules.both(
                    RegisteredOrganizations.permission(transaction, request.getNewPermissions())))
            .setDescription(request.getDescription())
            .setOpener(request.getOpener())
            .setCreationDate(transaction.time())
            .setLogsPermission(
                RegisteredOrganizations.permission(transaction, request.getLogsPermission()))
            .putAllMetadata(request.getMetadataMap())
            .build();
    RegisteredOrganizations.require(transaction, transaction.requester());
    EventLog.register(transaction, Tables.DATA_MANAGERS, manager);
    return manager;
  }

  /**
   * The data manager with a key.
   *
   * @throws OrchestratorException OE0002 when there is none
   */
  public DataManager getDataManager(Transaction transaction, GetDataManagerParam request) {
    return Lookup.find(transaction, Tables.DATA_MANAGERS, request.getKey());
  }

  /** All data managers, oldest first. */
  public QueryDataManagersResponse queryDataManagers(
      Transaction transaction, QueryDataManagersParam request) {
    Page<DataManager> page =
        Tables.DATA_MANAGERS
            .query(transaction.database())
            .page(request.getPageToken(), pages.of(request.getPageSize()));
    return QueryDataManagersResponse.newBuilder()
        .addAllDataManagers(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  /**
   * Renames a data manager of the requester.
   *
   * @throws OrchestratorException OE0101 for a broken rule, OE0002 for an unknown data manager,
   *     OE0102 for one of somebody else
   */
  public UpdateDataManagerResponse updateDataManager(
      Transaction transaction, UpdateDataManagerParam request) {
    Validator.check(request);
    DataManager manager = Lookup.find(transaction, Tables.DATA_MANAGERS, request.getKey());
    if (!manager.getOwner().equals(transaction.requester())) {
      throw Errors.denied("requester does not own the data manager");
    }
    DataManager renamed = manager.toBuilder().setName(request.getName()).build();
    EventLog.update(transaction, Tables.DATA_MANAGERS, renamed);
    return UpdateDataManagerResponse.getDefaultInstance();
  }
}
