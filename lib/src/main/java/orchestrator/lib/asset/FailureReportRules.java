package orchestrator.lib.asset;

import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.NewFailureReport;

/** Checks what a failure report says. */
final class FailureReportRules {
  private FailureReportRules() {}

  static void check(NewFailureReport report, Fields fields) {
    fields.key("asset_key", report.getAssetKey());
    switch (report.getErrorType()) {
      case ERROR_TYPE_BUILD, ERROR_TYPE_EXECUTION ->
          fields.addressable("logs_address", report.hasLogsAddress(), report.getLogsAddress());
      case ERROR_TYPE_INTERNAL -> {
        if (report.hasLogsAddress()) {
          fields.add("logs_address", Reason.NOT_BLANK);
        }
      }
      default ->
          fields.add(
              "error_type",
              report.getErrorType() == ErrorType.ERROR_TYPE_UNSPECIFIED
                  ? Reason.BLANK
                  : Reason.VALUE);
    }
    if (report.getAssetType() == FailedAssetKind.UNRECOGNIZED) {
      fields.add("asset_type", Reason.VALUE);
    }
  }
}
