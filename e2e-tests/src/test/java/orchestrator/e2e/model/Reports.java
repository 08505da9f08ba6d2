package orchestrator.e2e.model;

import com.google.protobuf.Empty;
import java.util.List;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Function;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.ProfilingStep;

/** Answers the calls that report about tasks and functions: failures, and how long steps took. */
final class Reports {
  private static final String REASON = "failure report registered";

  private Reports() {}

  static FailureReport register(Call call, NewFailureReport request) {
    checkMessage(request);
    String key = request.getAssetKey();
    if (request.getAssetType() == FailedAssetKind.FAILED_ASSET_FUNCTION) {
      failFunction(call, key);
    } else {
      ComputeTask task = Tasks.find(call, key);
      Outputs.checkWorkerAndStatus(call, task, "failure report", " for compute task");
      Tasks.change(call, task, ComputeTaskStatus.STATUS_FAILED, REASON);
    }
    FailureReport.Builder report =
        FailureReport.newBuilder()
            .setAssetKey(key)
            .setErrorType(request.getErrorType())
            .setCreationDate(call.now())
            .setOwner(call.requester())
            .setAssetType(request.getAssetType());
    if (request.hasLogsAddress()) {
      report.setLogsAddress(request.getLogsAddress());
    }
    if (call.state().failures.containsKey(key)) {
      throw Refusal.conflict(Kind.FAILURE_REPORT, key);
    }
    call.state().failures.put(key, report.build());
    call.created(Kind.FAILURE_REPORT, key, report.build());
    return report.build();
  }

  private static void checkMessage(NewFailureReport request) {
    boolean isKey = Faults.isKey(request.getAssetKey());
    if (request.getAssetType() != FailedAssetKind.FAILED_ASSET_UNKNOWN || !isKey) {
      TaskValidation.check(request);
      return;
    }
    Refusal noKind =
        Refusal.exactly(
            ErrorCode.OE0003,
            "can only register failure for asset_kind values function and compute task");
    try {
      TaskValidation.check(request);
    } catch (Refusal faults) {
      // Whether the kind or what follows the key is looked at first is open.
      throw Refusal.anyOf(List.of(noKind, faults));
    }
    throw noKind;
  }

  private static void failFunction(Call call, String key) {
    Function function = Lookup.find(call.state().functions, Kind.FUNCTION, key);
    if (!call.isRequester(function.getOwner())) {
      throw Refusal.exactly(
          ErrorCode.OE0102,
          "only \"" + function.getOwner() + "\" owner can register failure report for function");
    }
    Functions.fail(call, function, REASON);
  }

  static Empty register(Call call, ProfilingStep request) {
    TaskValidation.check(request);
    call.created(Kind.PROFILING_STEP, request.getAssetKey(), request);
    return Empty.getDefaultInstance();
  }
}
