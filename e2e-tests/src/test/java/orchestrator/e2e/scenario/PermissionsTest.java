package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import orchestrator.proto.Permissions;
import org.junit.jupiter.api.Test;

class PermissionsTest extends Scenario {
  private static final String UNKNOWN_ID = "OE0003: invalid permission input values";

  private static Permission permission(boolean open, String... ids) {
    return Permission.newBuilder().setPublic(open).addAllAuthorizedIds(List.of(ids)).build();
  }

  private Permissions granted(NewPermissions asked) {
    Permissions permissions =
        one.register(function("function " + asked).setNewPermissions(asked).setName("f"))
            .getPermissions();
    assertThat(permissions.getDownload()).isEqualTo(permissions.getProcess());
    return permissions;
  }

  @Test
  void theOwnerIsAppendedWhenAbsent() {
    assertThat(granted(only()).getProcess()).isEqualTo(permission(false, ONE));
    assertThat(granted(only(TWO)).getProcess()).isEqualTo(permission(false, TWO, ONE));
    assertThat(granted(everyone()).getProcess()).isEqualTo(permission(true, ONE));
  }

  @Test
  void orderAndDoublesAreKept() {
    assertThat(granted(only(TWO, ONE, TWO)).getProcess())
        .isEqualTo(permission(false, TWO, ONE, TWO));
  }

  @Test
  void theIdsOfAPublicOneAreKeptUnchecked() {
    assertThat(granted(only("NobodyMSP").toBuilder().setPublic(true).build()).getProcess())
        .isEqualTo(permission(true, "NobodyMSP", ONE));
  }

  @Test
  void anAuthorizedIdMustBeRegistered() {
    refused(
        UNKNOWN_ID, () -> one.register(function("f").setNewPermissions(only(TWO, "NobodyMSP"))));
    refused(UNKNOWN_ID, () -> one.register(manager("m").setNewPermissions(only("NobodyMSP"))));
    refused(UNKNOWN_ID, () -> one.register(manager("m").setLogsPermission(only("NobodyMSP"))));
    aPlanAndAFunction();
    refused(
        UNKNOWN_ID,
        () ->
            one.register(
                task("t")
                    .putOutputs(
                        "model",
                        NewComputeTaskOutput.newBuilder()
                            .setPermissions(only("NobodyMSP"))
                            .build())));
  }

  @Test
  void outputsAppendTheTasksOwnerNotItsWorker() {
    aPlanAndAFunction();
    var task =
        one.register(
                task("t")
                    .setWorker(TWO)
                    .putOutputs(
                        "model", NewComputeTaskOutput.newBuilder().setPermissions(only()).build()))
            .get(0);

    assertThat(task.getOutputsOrThrow("model").getPermissions().getProcess())
        .isEqualTo(permission(false, ONE));
  }

  @Test
  void logsFollowTheManagersPermission() {
    aPlanAnd(dataFunction("function"));
    one.register(manager("manager").setLogsPermission(only(TWO)));
    var task = one.register(task("t").clearWorker().addInputs(asset("manager", "manager"))).get(0);

    assertThat(task.getLogsPermission()).isEqualTo(permission(false, TWO, ONE));
  }

  @Test
  void withoutAManagerLogsAreTheUnionOfTheParentsAndTheOwners() {
    aPlanAnd(dataFunction("function"));
    one.register(function("merge"));
    two.register(manager("two's").setLogsPermission(only()));
    one.register(task("parent").clearWorker().addInputs(asset("manager", "two's")));

    var alone = one.register(task("alone").setFunctionKey(key("merge"))).get(0);
    var child = one.register(child("child", "parent").setFunctionKey(key("merge"))).get(0);

    assertThat(alone.getLogsPermission()).isEqualTo(permission(false, ONE));
    assertThat(child.getLogsPermission()).isEqualTo(permission(false, ONE, TWO));
  }

  @Test
  void aUnionWithAPublicPermissionIsPublicWithoutIds() {
    aPlanAnd(dataFunction("function"));
    one.register(function("merge"));
    one.register(manager("open").setLogsPermission(everyone()));
    one.register(task("parent").clearWorker().addInputs(asset("manager", "open")));

    var child = one.register(child("child", "parent").setFunctionKey(key("merge"))).get(0);

    assertThat(child.getLogsPermission()).isEqualTo(permission(true));
  }
}
