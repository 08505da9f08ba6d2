package orchestrator.client.worker;

import java.util.Optional;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.Addressable;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.NewFailureReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports what failed here. */
final class FailureReports<T> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureReports.class);

  private final PersistentCalls calls;
  private final FailureLog<T> failureLog;
  private final FailedAssetKind kind;
  private final ErrorType withLog;

  FailureReports(
      PersistentCalls calls, FailureLog<T> failureLog, FailedAssetKind kind, ErrorType withLog) {
    this.calls = calls;
    this.failureLog = failureLog;
    this.kind = kind;
    this.withLog = withLog;
  }

  void register(String key, T failed, Throwable cause) {
    LOG.warn("{} failed: {}", key, cause.toString(), cause);
    NewFailureReport.Builder report =
        NewFailureReport.newBuilder()
            .setAssetKey(key)
            .setAssetType(kind)
            .setErrorType(ErrorType.ERROR_TYPE_INTERNAL);
    stored(failed, cause)
        .ifPresent(address -> report.setErrorType(withLog).setLogsAddress(address));
    try {
      calls.call(FailureReportServiceGrpc.getRegisterFailureReportMethod(), report.build());
    } catch (OrchestratorException e) {
      // Somebody ended it meanwhile, by a cancellation for example.
      LOG.info("failure of {} not reported: {}", key, e.getMessage());
    }
  }

  private Optional<Addressable> stored(T failed, Throwable cause) {
    try {
      return failureLog.store(failed, cause);
    } catch (Exception e) {
      LOG.error("cannot store the log of a failure", e);
      return Optional.empty();
    }
  }
}
