package orchestrator.lib.asset;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.address;
import static orchestrator.proto.ErrorType.ERROR_TYPE_BUILD;
import static orchestrator.proto.ErrorType.ERROR_TYPE_EXECUTION;
import static orchestrator.proto.ErrorType.ERROR_TYPE_INTERNAL;
import static orchestrator.proto.ErrorType.ERROR_TYPE_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThatCode;

import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.NewFailureReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureReportValidationTest {
  private static final String INVALID = "OE0101: failurereport is not valid: ";

  private static NewFailureReport.Builder report(ErrorType type) {
    return NewFailureReport.newBuilder()
        .setAssetKey(Requests.key("t"))
        .setAssetType(FailedAssetKind.FAILED_ASSET_COMPUTE_TASK)
        .setErrorType(type);
  }

  private static void assertGood(NewFailureReport.Builder report) {
    assertThatCode(() -> Validator.check(report.build())).doesNotThrowAnyException();
  }

  private static void assertFault(String fault, NewFailureReport.Builder report) {
    assertRefused(INVALID + fault, () -> Validator.check(report.build()));
  }

  @ParameterizedTest
  @EnumSource(names = {"ERROR_TYPE_BUILD", "ERROR_TYPE_EXECUTION"})
  void whatFailedInBuildOrExecutionHasLogs(ErrorType type) {
    assertGood(report(type).setLogsAddress(address()));
    assertFault("logs_address: cannot be blank", report(type));
    assertFault(
        "logs_address.checksum: cannot be blank",
        report(type).setLogsAddress(address().toBuilder().clearChecksum()));
  }

  @Test
  void anInternalErrorHasNoLogs() {
    assertGood(report(ERROR_TYPE_INTERNAL));
    assertFault(
        "logs_address: must be blank", report(ERROR_TYPE_INTERNAL).setLogsAddress(address()));
  }

  @Test
  void theTypeOfErrorIsRequired() {
    assertFault("error_type: cannot be blank", report(ERROR_TYPE_UNSPECIFIED));
    assertFault(
        "error_type: must be a valid value", report(ERROR_TYPE_INTERNAL).setErrorTypeValue(9));
  }

  @Test
  void theTypesOfErrorAndAssetAreIndependent() {
    for (ErrorType type : new ErrorType[] {ERROR_TYPE_BUILD, ERROR_TYPE_EXECUTION}) {
      assertGood(
          report(type)
              .setLogsAddress(address())
              .setAssetType(FailedAssetKind.FAILED_ASSET_FUNCTION));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', cannot be blank",
    "no-key, must be a valid UUID",
    "C0FFEE00-0000-0000-0000-000000000000, must be a valid UUID",
    "c0ffee00000000000000000000000000, must be a valid UUID"
  })
  void theKeyIsToldBeforeTheKindOfAsset(String key, String reason) {
    assertFault("asset_key: " + reason, report(ERROR_TYPE_INTERNAL).setAssetKey(key));
    assertFault(
        "asset_key: " + reason,
        report(ERROR_TYPE_INTERNAL)
            .setAssetKey(key)
            .setAssetType(FailedAssetKind.FAILED_ASSET_UNKNOWN));
    assertFault(
        "asset_key: " + reason + "; asset_type: must be a valid value",
        report(ERROR_TYPE_INTERNAL).setAssetKey(key).setAssetTypeValue(9));
  }

  @Test
  void anUnknownKindOfAssetIsAFault() {
    assertFault(
        "asset_type: must be a valid value", report(ERROR_TYPE_INTERNAL).setAssetTypeValue(9));
  }
}
