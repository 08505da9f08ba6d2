package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.invalid;
import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.AssetKind;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.Organization;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationTest extends Scenario {

  private static Organization registerAt(Party party, String address) {
    return party.call(
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.newBuilder().setAddress(address).build());
  }

  private static List<Organization> all(Party party) {
    return party
        .call(
            OrganizationServiceGrpc.getGetAllOrganizationsMethod(),
            GetAllOrganizationsParam.getDefaultInstance())
        .getOrganizationsList();
  }

  @Test
  void anOrganizationRegistersOnce() {
    refused(
        "OE0006: organization with key \"MyOrg1MSP\" already exists", () -> registerAt(one, ""));
  }

  @Test
  void organizationsAreListedInTheOrderOfTheirRegistration() {
    List<Organization> organizations = all(one);

    assertThat(organizations).extracting(Organization::getId).contains(ONE, TWO);
    assertThat(organizations)
        .extracting(organization -> EventLog.micros(organization.getCreationDate()))
        .isSorted();
  }

  @Test
  void theEventOfAnOrganizationCarriesItsIdAsKey() {
    assertThat(EventLog.of(two, ONE))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getAssetKind()).isEqualTo(AssetKind.ASSET_ORGANIZATION);
              assertThat(event.getOrganization()).isIn(all(two));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"store.example.org", "/path", "://x"})
  void anAddressWithoutASchemeIsNotValid(String address) {
    invalid("organization", () -> registerAt(one, address), "address: must be a valid URL");
  }

  @Test
  void whoIsNotRegisteredCanRegisterNoAsset() {
    assumeThat(deployment.untouchedChannel())
        .as("a channel where nobody is registered")
        .isPresent();
    Party newcomer = connection.as(ONE, deployment.untouchedChannel().orElseThrow());
    String text = "OE0002: organization with key \"MyOrg1MSP\" not found";

    assertThat(all(newcomer)).isEmpty();
    refused(text, () -> newcomer.register(function("function")));
    refused(text, () -> newcomer.register(manager("manager")));
    refused(text, () -> newcomer.register(sample("sample")));
    refused(text, () -> newcomer.register(plan("plan")));
  }
}
