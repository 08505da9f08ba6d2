package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.Test;

class ChannelAccessTest extends Scenario {

  @Test
  void anOrganizationThatNoChannelListsIsUnknown() {
    Party stranger = connection.as("StrangerMSP", "mychannel");

    refused("OE0102: organization \"StrangerMSP\" is unknown", () -> stranger.function(key("any")));
  }

  @Test
  void anOrganizationHasNoAccessToAChannelThatDoesNotListIt() {
    Party outsider = connection.as(ONE, "nochannel");

    refused(
        "OE0102: organization \"MyOrg1MSP\" has not access to channel \"nochannel\"",
        () -> outsider.function(key("any")));
  }

  @Test
  void aStreamIsClosedToAnOrganizationWithoutAccess() throws Exception {
    Party outsider = connection.as(ONE, "nochannel");

    try (EventStream stream = EventStream.after("", outsider.transport())) {
      Status end = stream.end();
      assertThat(end.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(end.getDescription())
          .isEqualTo("OE0102: organization \"MyOrg1MSP\" has not access to channel \"nochannel\"");
    }
  }

  @Test
  void whatOneChannelHoldsIsNotInAnother() {
    one.register(function("function"));

    Party elsewhere = member(ONE, "yourchannel");

    refused(
        "OE0002: function with key \"" + key("function") + "\" not found",
        () -> elsewhere.function(key("function")));
  }

  @Test
  void aKeyMayBeUsedAgainInAnotherChannel() {
    Party elsewhere = member(ONE, "yourchannel");
    one.register(function("function"));

    elsewhere.register(function("function").setName("another"));

    assertThat(one.function(key("function")).getName()).isEqualTo("function");
    assertThat(elsewhere.function(key("function")).getName()).isEqualTo("another");
  }

  @Test
  void everyOrganizationOfTheChannelSeesWhatIsRegisteredThere() {
    one.register(function("function").setNewPermissions(only()));

    assertThat(two.function(key("function"))).isEqualTo(one.function(key("function")));
  }
}
