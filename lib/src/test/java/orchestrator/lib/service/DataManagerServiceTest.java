package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.AssetWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.DataManager;
import orchestrator.proto.EventKind;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import orchestrator.proto.QueryDataManagersParam;
import orchestrator.proto.UpdateDataManagerParam;
import org.junit.jupiter.api.Test;

class DataManagerServiceTest {
  private final AssetWorld world = new AssetWorld();

  private DataManager register(String requester, NewDataManager.Builder request) {
    return world.calls.call(requester, world.managers::registerDataManager, request.build());
  }

  private void rename(String requester, String manager, String name) {
    world.calls.call(
        requester,
        world.managers::updateDataManager,
        UpdateDataManagerParam.newBuilder().setKey(key(manager)).setName(name).build());
  }

  @Test
  void aDataManagerIsRegisteredWithoutItsType() {
    DataManager manager =
        register(
            ORG1,
            Requests.dataManager("m")
                .setType("csv")
                .setLogsPermission(NewPermissions.newBuilder().addAuthorizedIds(ORG3))
                .putMetadata("k", "v"));

    assertThat(manager.getType()).isEmpty();
    assertThat(manager.getOwner()).isEqualTo(ORG1);
    assertThat(manager.getLogsPermission())
        .isEqualTo(Permission.newBuilder().addAuthorizedIds(ORG3).addAuthorizedIds(ORG1).build());
    assertThat(manager.getPermissions().getProcess())
        .isEqualTo(Permission.newBuilder().setPublic(true).addAuthorizedIds(ORG1).build());
    assertThat(manager.getMetadataMap()).containsEntry("k", "v");
    assertThat(world.calls.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getDataManager()).isEqualTo(manager));
    assertThat(world.manager("m")).isEqualTo(manager);
  }

  @Test
  void aConflictIsToldBeforePermissionsAndThoseBeforeAStranger() {
    world.manager(ORG1, "m");
    NewPermissions unknown = NewPermissions.newBuilder().addAuthorizedIds("x").build();

    assertRefused(
        "OE0006: datamanager with key \"" + key("m") + "\" already exists",
        () -> register(STRANGER, Requests.dataManager("m").setNewPermissions(unknown)));
    assertRefused(
        "OE0003: invalid permission input values",
        () -> register(STRANGER, Requests.dataManager("n").setNewPermissions(unknown)));
    assertRefused(
        "OE0003: invalid permission input values",
        () -> register(STRANGER, Requests.dataManager("n").setLogsPermission(unknown)));
    assertRefused(
        "OE0002: organization with key \"StrangerMSP\" not found",
        () -> register(STRANGER, Requests.dataManager("n")));
  }

  @Test
  void theOwnerRenamesADataManager() {
    DataManager manager = world.manager(ORG1, "m");

    rename(ORG1, "m", "new");

    DataManager renamed = manager.toBuilder().setName("new").build();
    assertThat(world.calls.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_UPDATED);
              assertThat(event.getDataManager()).isEqualTo(renamed);
            });
    assertThat(world.manager("m")).isEqualTo(renamed);
  }

  @Test
  void nobodyElseRenamesADataManager() {
    world.manager(ORG1, "m");

    assertRefused(
        "OE0102: requester does not own the data manager", () -> rename(ORG2, "m", "new"));
    assertRefused(
        "OE0002: datamanager with key \"" + key("x") + "\" not found",
        () -> rename(ORG2, "x", "new"));
    assertRefused(
        "OE0101: datamanager is not valid: name: cannot be blank", () -> rename(ORG2, "x", ""));
  }

  @Test
  void dataManagersAreListedOldestFirst() {
    world.manager(ORG2, "b");
    world.manager(ORG1, "a");

    assertThat(
            world
                .calls
                .call(
                    ORG3,
                    world.managers::queryDataManagers,
                    QueryDataManagersParam.getDefaultInstance())
                .getDataManagersList())
        .extracting(DataManager::getName)
        .containsExactly("b", "a");
  }
}
