package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Page;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.Performance;
import orchestrator.proto.PerformanceQueryFilter;
import orchestrator.proto.QueryPerformancesParam;
import orchestrator.proto.QueryPerformancesResponse;

/** Keeps performances: how well a model does, as a task has measured it. */
@Singleton
public final class PerformanceService {
  private final PageLimit pages;

  @Inject
  PerformanceService(PageLimit pages) {
    this.pages = pages;
  }

  /**
   * Registers what the requester's executing task has measured.
   *
   * @throws OrchestratorException OE0101 for a broken rule, OE0002 for an unknown task, OE0102
   *     unless the task's worker asks, OE0003 unless the task is executing, OE0106 and OE0107 for
   *     the wrong output, OE0006 for one that has its value
   */
  public Performance registerPerformance(Transaction transaction, NewPerformance request) {
    Validator.check(request);
    ComputeTask task = Lookup.brief(transaction, request.getComputeTaskKey());
    TaskOutputAssets outputs = TaskOutputAssets.of(transaction, task, Tables.PERFORMANCES);
    String identifier = request.getComputeTaskOutputIdentifier();
    outputs.find(identifier, AssetKind.ASSET_PERFORMANCE);
    String key = task.getKey() + "|" + identifier;
    Lookup.requireUnused(transaction, Tables.PERFORMANCES, key);
    Performance performance =
        Performance.newBuilder()
            .setComputeTaskKey(task.getKey())
            .setComputeTaskOutputIdentifier(identifier)
            .setPerformanceValue(request.getPerformanceValue())
            .setCreationDate(transaction.time())
            .build();
    EventLog.register(transaction, Tables.PERFORMANCES, performance);
    outputs.add(identifier, AssetKind.ASSET_PERFORMANCE, key);
    return performance;
  }

  /** The performances that all given parts of the filter fit, oldest first. */
  public QueryPerformancesResponse queryPerformances(
      Transaction transaction, QueryPerformancesParam request) {
    PerformanceQueryFilter filter = request.getFilter();
    Page<Performance> page =
        Tables.PERFORMANCES
            .query(transaction.database())
            .whereGiven(Tables.PERFORMANCES_BY_TASK, Lookup.key(filter.getComputeTaskKey()))
            .whereGiven(Tables.PERFORMANCES_BY_OUTPUT, filter.getComputeTaskOutputIdentifier())
            .page(request.getPageToken(), pages.of(request.getPageSize()));
    return QueryPerformancesResponse.newBuilder()
        .addAllPerformances(page.items())
        .setNextPageToken(page.nextToken())
        .build();
  }
}
