package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.address;
import static orchestrator.lib.fixtures.Requests.function;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.PLAN;
import static orchestrator.lib.service.TaskWorld.created;
import static orchestrator.lib.service.TaskWorld.task;
import static orchestrator.lib.service.TaskWorld.updated;
import static orchestrator.proto.AssetKind.ASSET_COMPUTE_TASK;
import static orchestrator.proto.AssetKind.ASSET_FAILURE_REPORT;
import static orchestrator.proto.AssetKind.ASSET_FUNCTION;
import static orchestrator.proto.FailedAssetKind.FAILED_ASSET_COMPUTE_TASK;
import static orchestrator.proto.FailedAssetKind.FAILED_ASSET_FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import orchestrator.lib.persistence.Times;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFailureReport;
import org.junit.jupiter.api.Test;

class FailureReportServiceTest {
  private final TaskWorld world = new TaskWorld();
  private final FailureReportService reports = world.calls.service(FailureReportService.class);

  private static NewFailureReport.Builder report(FailedAssetKind kind, String asset) {
    return NewFailureReport.newBuilder()
        .setAssetKey(key(asset))
        .setAssetType(kind)
        .setErrorType(ErrorType.ERROR_TYPE_EXECUTION)
        .setLogsAddress(address());
  }

  private FailureReport register(String requester, NewFailureReport.Builder report) {
    return world.calls.call(requester, reports::registerFailureReport, report.build());
  }

  private FailureReport get(String key) {
    return world.calls.call(
        ORG3,
        reports::getFailureReport,
        GetFailureReportParam.newBuilder().setAssetKey(key).build());
  }

  /** A function that is being built, with a task that waits for it. */
  private void build(String name) {
    world.register(function(name));
    world.register(task("of " + name).setFunctionKey(key(name)));
    world.apply(name, FunctionAction.FUNCTION_ACTION_BUILDING);
  }

  @Test
  void theWorkersReportFailsAnExecutingTaskAndItsPlan() {
    world.register(task("a"));
    world.execute("a");
    long time = world.calls.nextTime();

    FailureReport report = register(ORG2, report(FAILED_ASSET_COMPUTE_TASK, "a"));

    assertThat(report)
        .isEqualTo(
            FailureReport.newBuilder()
                .setAssetKey(key("a"))
                .setAssetType(FAILED_ASSET_COMPUTE_TASK)
                .setErrorType(ErrorType.ERROR_TYPE_EXECUTION)
                .setLogsAddress(address())
                .setCreationDate(Times.timestamp(time))
                .setOwner(ORG2)
                .build());
    assertThat(world.events())
        .containsExactly(updated(ASSET_COMPUTE_TASK, "a"), created(ASSET_FAILURE_REPORT, "a"));
    assertThat(world.calls.events().get(0).getMetadataMap())
        .containsEntry("reason", "failure report registered");
    assertThat(world.calls.events().get(1).getFailureReport()).isEqualTo(report);
    assertThat(world.status("a")).isEqualTo(ComputeTaskStatus.STATUS_FAILED);
    assertThat(world.plan(PLAN).getFailureDate()).isEqualTo(Times.timestamp(time));
    assertThat(get(key("a").toUpperCase(Locale.ROOT))).isEqualTo(report);
  }

  @Test
  void theOwnersReportFailsAFunctionThatIsBeingBuiltAndItsTasks() {
    build("f");

    register(ORG1, report(FAILED_ASSET_FUNCTION, "f"));

    assertThat(world.events())
        .containsExactly(
            updated(ASSET_FUNCTION, "f"),
            updated(ASSET_COMPUTE_TASK, "of f"),
            created(ASSET_FAILURE_REPORT, "f"));
    assertThat(world.calls.events().subList(0, 2))
        .allSatisfy(
            event ->
                assertThat(event.getMetadataMap())
                    .containsEntry("reason", "failure report registered"));
    assertThat(world.status("of f")).isEqualTo(ComputeTaskStatus.STATUS_FAILED);
    assertThat(
            world
                .calls
                .call(
                    ORG3,
                    world.functions::getFunction,
                    GetFunctionParam.newBuilder().setKey(key("f")).build())
                .getStatus())
        .isEqualTo(FunctionStatus.FUNCTION_STATUS_FAILED);
  }

  @Test
  void aKeyInUpperCaseFailsNothing() {
    build("f");

    assertRefused(
        "OE0101: failurereport is not valid: asset_key: must be a valid UUID",
        () ->
            register(
                ORG1,
                report(FAILED_ASSET_FUNCTION, "f").setAssetKey(key("f").toUpperCase(Locale.ROOT))));
    assertThat(world.calls.events()).isEmpty();
  }

  @Test
  void anInternalErrorComesWithoutLogs() {
    world.register(task("a"));
    world.execute("a");

    FailureReport report =
        register(
            ORG2,
            report(FAILED_ASSET_COMPUTE_TASK, "a")
                .clearLogsAddress()
                .setErrorType(ErrorType.ERROR_TYPE_INTERNAL));

    assertThat(report.hasLogsAddress()).isFalse();
  }

  @Test
  void faultsAreToldBeforeAnUnsetKindOfAssetAndThatBeforeAMissingAsset() {
    assertRefused(
        "OE0101: failurereport is not valid: error_type: cannot be blank",
        () ->
            register(
                ORG2,
                report(FailedAssetKind.FAILED_ASSET_UNKNOWN, "x")
                    .setErrorType(ErrorType.ERROR_TYPE_UNSPECIFIED)));
    assertRefused(
        "OE0003: can only register failure for asset_kind values function and compute task",
        () -> register(ORG2, report(FailedAssetKind.FAILED_ASSET_UNKNOWN, "x")));
    assertRefused(
        "OE0002: computetask with key \"" + key("x") + "\" not found",
        () -> register(ORG2, report(FAILED_ASSET_COMPUTE_TASK, "x")));
    assertRefused(
        "OE0002: function with key \"" + key("x") + "\" not found",
        () -> register(ORG2, report(FAILED_ASSET_FUNCTION, "x")));
  }

  @Test
  void onlyTheWorkerReportsATaskAndOnlyTheOwnerAFunction() {
    world.register(task("a"));
    build("f");

    assertRefused(
        "OE0102: only \"MyOrg2MSP\" worker can register failure report for compute task",
        () -> register(ORG1, report(FAILED_ASSET_COMPUTE_TASK, "a")));
    assertRefused(
        "OE0102: only \"MyOrg1MSP\" owner can register failure report for function",
        () -> register(ORG2, report(FAILED_ASSET_FUNCTION, "f")));
  }

  @Test
  void aTaskIsReportedOnlyWhileItExecutesAndSoOnlyOnce() {
    world.register(task("a"));
    assertRefused(
        "OE0003: cannot register failure report for task with status"
            + " \"STATUS_WAITING_FOR_EXECUTOR_SLOT\"",
        () -> register(ORG2, report(FAILED_ASSET_COMPUTE_TASK, "a")));

    world.execute("a");
    register(ORG2, report(FAILED_ASSET_COMPUTE_TASK, "a"));

    assertRefused(
        "OE0003: cannot register failure report for task with status \"STATUS_FAILED\"",
        () -> register(ORG2, report(FAILED_ASSET_COMPUTE_TASK, "a")));
  }

  @Test
  void aFunctionIsReportedOnlyWhileItIsBuiltAndSoOnlyOnce() {
    build("f");
    register(ORG1, report(FAILED_ASSET_FUNCTION, "f"));

    assertRefused(
        "OE0104: event transitionFailed inappropriate in current state FUNCTION_STATUS_FAILED",
        () -> register(ORG1, report(FAILED_ASSET_FUNCTION, "f")));
    assertThat(world.calls.events()).isEmpty();
  }

  @Test
  void aTaskAndAFunctionOfTheSameKeyShareOneReport() {
    build("same");
    world.register(task("same"));
    world.execute("same");
    register(ORG2, report(FAILED_ASSET_COMPUTE_TASK, "same"));

    assertRefused(
        "OE0006: failurereport with key \"" + key("same") + "\" already exists",
        () -> register(ORG1, report(FAILED_ASSET_FUNCTION, "same")));
  }

  @Test
  void aReportThatIsNotThereIsNotFound() {
    assertRefused(
        "OE0002: failure report with key \"" + key("x") + "\" not found", () -> get(key("x")));
  }
}
