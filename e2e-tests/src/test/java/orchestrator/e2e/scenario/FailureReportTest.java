package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.invalid;
import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.ErrorType;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReportTest extends Scenario {
  private static final String REASON = "failure report registered";

  @BeforeEach
  void aTaskThatRuns() {
    aPlanAndAFunction();
    one.register(task("task").setWorker(TWO), child("child", "task"));
    two.start(key("task"));
  }

  @Test
  void aReportFailsTheTaskAndItsPlan() {
    var events = EventLog.during(two, () -> two.register(taskFailure("task")));

    FailureReport report = one.failureReport(key("task"));
    assertThat(report.getOwner()).isEqualTo(TWO);
    assertThat(report.getErrorType()).isEqualTo(ErrorType.ERROR_TYPE_EXECUTION);
    assertThat(report.getAssetType()).isEqualTo(FailedAssetKind.FAILED_ASSET_COMPUTE_TASK);
    assertThat(report.getLogsAddress()).isEqualTo(address("logs"));
    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_FAILED);
    assertThat(one.plan(key("plan")).hasFailureDate()).isTrue();
    assertThat(events).hasSize(2);
    assertThat(events.get(0).getComputeTask()).isEqualTo(one.task(key("task")));
    assertThat(events.get(0).getMetadataOrThrow("reason")).isEqualTo(REASON);
    assertThat(events.get(1).getEventKind()).isEqualTo(EventKind.EVENT_ASSET_CREATED);
    assertThat(events.get(1).getAssetKey()).isEqualTo(key("task"));
    assertThat(events.get(1).getFailureReport()).isEqualTo(report);
  }

  @Test
  void onlyTheWorkerReportsATask() {
    refused(
        "OE0102: only \"MyOrg2MSP\" worker can register failure report for compute task",
        () -> one.register(taskFailure("task")));
  }

  @Test
  void aTaskIsReportedOnceWhileItRuns() {
    two.register(taskFailure("task"));

    refused(
        "OE0003: cannot register failure report for task with status \"STATUS_FAILED\"",
        () -> two.register(taskFailure("task")));
    refused(
        "OE0003: cannot register failure report for task with status \"STATUS_WAITING_FOR_PARENT_TASKS\"",
        () -> one.register(taskFailure("child")));
  }

  @Test
  void aReportFailsAFunctionThatIsBuiltAndItsTasks() {
    one.register(function("broken"));
    one.register(task("victim").setFunctionKey(key("broken")));
    one.apply(key("broken"), FunctionAction.FUNCTION_ACTION_BUILDING);

    var events = EventLog.during(one, () -> one.register(functionFailure("broken")));

    assertThat(one.function(key("broken")).getStatus())
        .isEqualTo(FunctionStatus.FUNCTION_STATUS_FAILED);
    assertThat(one.status(key("victim"))).isEqualTo(ComputeTaskStatus.STATUS_FAILED);
    assertThat(names(events.stream().map(Event::getAssetKey).toList()))
        .containsExactly("broken", "victim", "broken");
    assertThat(events.subList(0, 2))
        .allSatisfy(event -> assertThat(event.getMetadataOrThrow("reason")).isEqualTo(REASON));
    assertThat(events.get(2).getFailureReport()).isEqualTo(one.failureReport(key("broken")));
  }

  @Test
  void aFunctionIsReportedByItsOwnerWhileItIsBuilt() {
    one.register(function("waiting"));

    refused(
        "OE0102: only \"MyOrg1MSP\" owner can register failure report for function",
        () -> two.register(functionFailure("waiting")));
    refused(
        "OE0104: event transitionFailed inappropriate in current state FUNCTION_STATUS_WAITING",
        () -> one.register(functionFailure("waiting")));
    refusedWith(OeCode.OE0002, () -> one.failureReport(key("waiting")));
  }

  @Test
  void theKindOfTheAssetIsATaskOrAFunction() {
    refused(
        "OE0003: can only register failure for asset_kind values function and compute task",
        () -> two.register(taskFailure("task").setAssetTypeValue(0)));
    refusedWith(OeCode.OE0101, () -> two.register(taskFailure("task").setAssetTypeValue(9)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', cannot be blank",
    "no-key, must be a valid UUID",
    "C0FFEE00-0000-0000-0000-000000000000, must be a valid UUID"
  })
  void theKeyIsAsInARegistrationAndToldBeforeTheKindOfTheAsset(String key, String reason) {
    String fault = "asset_key: " + reason;

    for (FailedAssetKind kind : FailedAssetKind.values()) {
      if (kind != FailedAssetKind.UNRECOGNIZED) {
        refused(
            "OE0101: failurereport is not valid: " + fault,
            () -> two.register(taskFailure("task").setAssetKey(key).setAssetType(kind)));
      }
    }
    invalid(
        "failurereport",
        () -> two.register(taskFailure("task").setAssetKey(key).setAssetTypeValue(9)),
        fault,
        "asset_type: must be a valid value");
  }

  @Test
  void aKeyInUpperCaseFailsNeitherATaskNorAFunction() {
    String fault = "asset_key: must be a valid UUID";
    String task = key("task").toUpperCase(Locale.ROOT);
    one.register(function("broken"));
    one.apply(key("broken"), FunctionAction.FUNCTION_ACTION_BUILDING);
    String broken = key("broken").toUpperCase(Locale.ROOT);

    invalid("failurereport", () -> two.register(taskFailure("task").setAssetKey(task)), fault);
    invalid(
        "failurereport", () -> one.register(functionFailure("broken").setAssetKey(broken)), fault);
    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_EXECUTING);
    assertThat(one.function(key("broken")).getStatus())
        .isEqualTo(FunctionStatus.FUNCTION_STATUS_BUILDING);
  }

  @Test
  void aTaskAndAFunctionOfOneKeyShareTheirReport() {
    one.register(function("broken").setKey(key("task")));
    one.apply(key("task"), FunctionAction.FUNCTION_ACTION_BUILDING);
    two.register(taskFailure("task"));

    refused(
        "OE0006: failurereport with key \"" + key("task") + "\" already exists",
        () -> one.register(functionFailure("task")));
    assertThat(one.function(key("task")).getStatus())
        .isEqualTo(FunctionStatus.FUNCTION_STATUS_BUILDING);
  }

  @Test
  void theKindOfTheErrorIsKnownAndIndependentOfTheAsset() {
    refusedWith(OeCode.OE0101, () -> two.register(taskFailure("task").setErrorTypeValue(0)));
    refusedWith(OeCode.OE0101, () -> two.register(taskFailure("task").setErrorTypeValue(9)));

    two.register(taskFailure("task").setErrorType(ErrorType.ERROR_TYPE_BUILD));
    assertThat(one.failureReport(key("task")).getErrorType()).isEqualTo(ErrorType.ERROR_TYPE_BUILD);
  }

  @Test
  void logsAreRequiredButForAnInternalError() {
    invalid(
        "failurereport",
        () -> two.register(taskFailure("task").clearLogsAddress()),
        "logs_address: cannot be blank");
    invalid(
        "failurereport",
        () -> two.register(taskFailure("task").setErrorType(ErrorType.ERROR_TYPE_INTERNAL)),
        "logs_address: must be blank");

    var report =
        two.register(
            taskFailure("task").clearLogsAddress().setErrorType(ErrorType.ERROR_TYPE_INTERNAL));
    assertThat(report.hasLogsAddress()).isFalse();
  }
}
