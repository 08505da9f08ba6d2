package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.persistence.Times;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.Organization;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.Test;

class OrganizationServiceTest {
  private final AssetWorld world = new AssetWorld();

  @Test
  void anOrganizationIsRegisteredUnderTheIdOfItsCaller() {
    long time = world.calls.nextTime();

    Organization organization =
        world.calls.call(
            "NewMSP",
            world.organizations::registerOrganization,
            RegisterOrganizationParam.newBuilder().setAddress("https://new.example").build());

    assertThat(organization)
        .isEqualTo(
            Organization.newBuilder()
                .setId("NewMSP")
                .setAddress("https://new.example")
                .setCreationDate(Times.timestamp(time))
                .build());
    Event event = world.calls.events().get(0);
    assertThat(world.calls.events()).hasSize(1);
    assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_CREATED);
    assertThat(event.getAssetKind()).isEqualTo(AssetKind.ASSET_ORGANIZATION);
    assertThat(event.getAssetKey()).isEqualTo("NewMSP");
    assertThat(event.getOrganization()).isEqualTo(organization);
    assertThat(event.getChannel()).isEqualTo("mychannel");
    assertThat(event.getTimestamp()).isEqualTo(Times.timestamp(time));
    assertThat(event.getMetadataMap()).isEmpty();
  }

  @Test
  void anOrganizationIsRegisteredOnce() {
    assertRefused(
        "OE0006: organization with key \"MyOrg1MSP\" already exists",
        () -> world.organization(ORG1));
    assertThat(world.calls.events()).isEmpty();
  }

  @Test
  void aBadAddressIsToldBeforeAConflict() {
    assertRefused(
        "OE0101: organization is not valid: address: must be a valid URL",
        () ->
            world.calls.call(
                ORG1,
                world.organizations::registerOrganization,
                RegisterOrganizationParam.newBuilder().setAddress("x").build()));
  }

  @Test
  void allAreListedInOrderOfRegistration() {
    world.organization("AnOrgMSP");

    assertThat(
            world
                .calls
                .call(
                    "anyone",
                    world.organizations::getAllOrganizations,
                    GetAllOrganizationsParam.getDefaultInstance())
                .getOrganizationsList())
        .extracting(Organization::getId)
        .containsExactly(ORG1, ORG2, ORG3, "AnOrgMSP");
  }
}
