package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.invalid;
import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.EventKind;
import orchestrator.proto.QueryDataManagersParam;
import org.junit.jupiter.api.Test;

class DataManagerTest extends Scenario {

  @Test
  void aManagerBelongsToItsRequester() {
    DataManager manager = two.register(manager("manager").putMetadata("k", "v"));

    assertThat(manager.getOwner()).isEqualTo(TWO);
    assertThat(manager.getName()).isEqualTo("manager");
    assertThat(manager.getDescription()).isEqualTo(address("description"));
    assertThat(manager.getOpener()).isEqualTo(address("opener"));
    assertThat(manager.getMetadataMap()).containsOnlyKeys("k");
    assertThat(manager.getLogsPermission().getAuthorizedIdsList()).containsExactly(TWO);
    assertThat(one.manager(key("manager"))).isEqualTo(manager);
  }

  @Test
  void theTypeIsAcceptedAndNotKept() {
    assertThat(one.register(manager("manager").setType("table")).getType()).isEmpty();
  }

  @Test
  void aManagerIsRegisteredOnce() {
    one.register(manager("manager"));

    refused(
        "OE0006: datamanager with key \"" + key("manager") + "\" already exists",
        () -> two.register(manager("manager").setNewPermissions(only("NobodyMSP"))));
  }

  @Test
  void permissionsAreRequired() {
    invalid(
        "datamanager",
        () -> one.register(manager("m").clearNewPermissions().clearLogsPermission()),
        "new_permissions: cannot be blank",
        "logs_permission: cannot be blank");
  }

  @Test
  void theOwnerGivesANewName() {
    DataManager before = one.register(manager("manager"));

    one.renameManager(key("manager"), "renamed");

    assertThat(one.manager(key("manager")))
        .isEqualTo(before.toBuilder().setName("renamed").build());
    var last = EventLog.of(one, key("manager")).get(1);
    assertThat(last.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_UPDATED);
    assertThat(last.getDataManager()).isEqualTo(one.manager(key("manager")));
  }

  @Test
  void nobodyElseGivesAName() {
    one.register(manager("manager"));

    refused(
        "OE0102: requester does not own the data manager",
        () -> two.renameManager(key("manager"), "mine"));
    refusedWith(OeCode.OE0101, () -> two.renameManager(key("manager"), ""));
  }

  @Test
  void managersAreListedByCreation() {
    one.register(manager("z"));
    two.register(manager("m"));
    one.register(manager("a"));
    List<DataManager> all = new ArrayList<>();
    var query = QueryDataManagersParam.newBuilder().setPageSize(7);
    do {
      var page = one.call(DataManagerServiceGrpc.getQueryDataManagersMethod(), query.build());
      all.addAll(page.getDataManagersList());
      query.setPageToken(page.getNextPageToken());
    } while (!query.getPageToken().isEmpty());

    assertThat(all).doesNotHaveDuplicates();
    assertThat(all)
        .containsSubsequence(one.manager(key("z")), one.manager(key("m")), one.manager(key("a")));
  }
}
