package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Function;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.NewFailureReport;

/** Keeps failure reports: why a task or a function failed, and where its logs are. */
@Singleton
public final class FailureReportService {
  private static final String REASON = "failure report registered";

  private final ComputeTaskService tasks;
  private final FunctionService functions;

  @Inject
  FailureReportService(ComputeTaskService tasks, FunctionService functions) {
    this.tasks = tasks;
    this.functions = functions;
  }

  /**
   * Lets a task or a function fail, and registers why.
   *
   * @throws OrchestratorException OE0101 for a broken rule; OE0003 for an unset kind of asset, or a
   *     task that is not executing; OE0002 for an unknown asset; OE0102 for another's; OE0104 for a
   *     function that is not being built; OE0006 when an asset of the other kind has the same key
   *     and a report
   */
  public FailureReport registerFailureReport(Transaction transaction, NewFailureReport request) {
    Validator.check(request);
    if (request.getAssetType() == FailedAssetKind.FAILED_ASSET_UNKNOWN) {
      throw Errors.precondition(
          "can only register failure for asset_kind values function and compute task");
    }
    if (request.getAssetType() == FailedAssetKind.FAILED_ASSET_FUNCTION) {
      failFunction(transaction, request.getAssetKey());
    } else {
      failTask(transaction, request.getAssetKey());
    }
    FailureReport report = report(transaction, request);
    String key = report.getAssetKey();
    Lookup.requireUnused(transaction, Tables.FAILURE_REPORTS, key);
    EventLog.register(transaction, Tables.FAILURE_REPORTS, report);
    return report;
  }

  private static FailureReport report(Transaction transaction, NewFailureReport request) {
    FailureReport.Builder report =
        FailureReport.newBuilder()
            .setAssetKey(request.getAssetKey())
            .setErrorType(request.getErrorType())
            .setCreationDate(transaction.time())
            .setOwner(transaction.requester())
            .setAssetType(request.getAssetType());
    if (request.hasLogsAddress()) {
      report.setLogsAddress(request.getLogsAddress());
    }
    return report.build();
  }

  /**
   * The report about the asset with a key.
   *
   * @throws OrchestratorException OE0002 when there is none
   */
  public FailureReport getFailureReport(Transaction transaction, GetFailureReportParam request) {
    return Lookup.find(transaction, Tables.FAILURE_REPORTS, request.getAssetKey());
  }

  private void failFunction(Transaction transaction, String key) {
    Function function = Lookup.find(transaction, Tables.FUNCTIONS, key);
    if (!function.getOwner().equals(transaction.requester())) {
      throw Errors.denied(
          "only \"" + function.getOwner() + "\" owner can register failure report for function");
    }
    functions.fail(transaction, function, REASON);
  }

  private void failTask(Transaction transaction, String key) {
    ComputeTask task = Lookup.find(transaction, Tables.TASKS, key);
    if (!task.getWorker().equals(transaction.requester())) {
      throw Errors.denied(
          "only \"" + task.getWorker() + "\" worker can register failure report for compute task");
    }
    if (task.getStatus() != ComputeTaskStatus.STATUS_EXECUTING) {
      throw Errors.precondition(
          "cannot register failure report for task with status \"" + task.getStatus() + "\"");
    }
    tasks.fail(transaction, task, REASON);
  }
}
