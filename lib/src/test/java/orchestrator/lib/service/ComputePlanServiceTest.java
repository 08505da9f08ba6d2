package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.AssetWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import orchestrator.lib.fixtures.Requests;
import orchestrator.lib.persistence.Times;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.EventKind;
import orchestrator.proto.PlanQueryFilter;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.UpdateComputePlanParam;
import org.junit.jupiter.api.Test;

class ComputePlanServiceTest {
  private static final int CANCELED = 1;

  private final AssetWorld world = new AssetWorld();

  private void act(String requester, String plan, int action) {
    world.calls.call(
        requester,
        world.plans::applyPlanAction,
        ApplyPlanActionParam.newBuilder()
            .setKey(key(plan).toUpperCase(Locale.ROOT))
            .setActionValue(action)
            .build());
  }

  private void rename(String requester, String plan, String name) {
    world.calls.call(
        requester,
        world.plans::updatePlan,
        UpdateComputePlanParam.newBuilder().setKey(key(plan)).setName(name).build());
  }

  private List<ComputePlan> ofOwner(String owner) {
    return world
        .calls
        .call(
            ORG3,
            world.plans::queryPlans,
            QueryPlansParam.newBuilder()
                .setFilter(PlanQueryFilter.newBuilder().setOwner(owner))
                .build())
        .getPlansList();
  }

  @Test
  void aPlanIsRegisteredAsGiven() {
    long time = world.calls.nextTime();

    ComputePlan plan =
        world.calls.call(
            ORG1,
            world.plans::registerPlan,
            Requests.plan("p").setTag("tag").putMetadata("k", "v").build());

    assertThat(plan)
        .isEqualTo(
            ComputePlan.newBuilder()
                .setKey(key("p"))
                .setName("p")
                .setTag("tag")
                .setOwner(ORG1)
                .putMetadata("k", "v")
                .setCreationDate(Times.timestamp(time))
                .build());
    assertThat(world.calls.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getComputePlan()).isEqualTo(plan));
    assertThat(world.plan("p")).isEqualTo(plan);
  }

  @Test
  void aPlanIsRegisteredOnceAndByAnOrganizationOfTheChannel() {
    world.plan(ORG1, "p");

    assertRefused(
        "OE0006: computeplan with key \"" + key("p") + "\" already exists",
        () -> world.plan(ORG2, "p"));
    assertRefused(
        "OE0002: organization with key \"StrangerMSP\" not found", () -> world.plan(STRANGER, "q"));
    assertRefused(
        "OE0002: computeplan with key \"" + key("q") + "\" not found", () -> world.plan("q"));
  }

  @Test
  void theOwnerCancelsAPlan() {
    ComputePlan plan = world.plan(ORG1, "p");
    long time = world.calls.nextTime();

    act(ORG1, "p", CANCELED);

    ComputePlan canceled = plan.toBuilder().setCancelationDate(Times.timestamp(time)).build();
    assertThat(world.calls.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_UPDATED);
              assertThat(event.getMetadataMap()).isEmpty();
              assertThat(event.getComputePlan()).isEqualTo(canceled);
            });
    assertThat(world.plan("p")).isEqualTo(canceled);
  }

  @Test
  void aTerminatedPlanIsNotCancelledAgain() {
    world.plan(ORG1, "p");
    act(ORG1, "p", CANCELED);

    assertRefused(
        "OE0109: compute plan " + key("p") + " is already terminated",
        () -> act(ORG1, "p", CANCELED));
  }

  @Test
  void whatIsMissingIsToldBeforeTheOwnerAndTheOwnerBeforeTheAction() {
    world.plan(ORG1, "p");
    act(ORG1, "p", CANCELED);

    assertRefused(
        "OE0002: computeplan with key \"" + key("x") + "\" not found", () -> act(ORG2, "x", 0));
    assertRefused("OE0102: only plan owner can act on it", () -> act(ORG2, "p", 0));
    for (int action : new int[] {0, 2, -1}) {
      assertRefused("OE0010: plan action unimplemented", () -> act(ORG1, "p", action));
    }
  }

  @Test
  void theOwnerRenamesAPlanEvenACancelledOne() {
    world.plan(ORG1, "p");
    act(ORG1, "p", CANCELED);

    rename(ORG1, "p", "new");

    assertThat(world.calls.events()).hasSize(1);
    assertThat(world.plan("p").getName()).isEqualTo("new");
    assertThat(world.plan("p").hasCancelationDate()).isTrue();
  }

  @Test
  void nobodyElseRenamesAPlan() {
    world.plan(ORG1, "p");

    assertRefused(
        "OE0102: requester does not own the compute plan", () -> rename(ORG2, "p", "new"));
    assertRefused(
        "OE0002: computeplan with key \"" + key("x") + "\" not found",
        () -> rename(ORG2, "x", "new"));
    assertRefused(
        "OE0101: computeplan is not valid: name: cannot be blank", () -> rename(ORG2, "x", ""));
  }

  @Test
  void plansAreListedOldestFirstAndByOwner() {
    world.plan(ORG2, "c");
    world.plan(ORG1, "b");
    world.plan(ORG2, "a");

    assertThat(ofOwner("")).extracting(ComputePlan::getName).containsExactly("c", "b", "a");
    assertThat(ofOwner(ORG2)).extracting(ComputePlan::getName).containsExactly("c", "a");
    assertThat(ofOwner(ORG3)).isEmpty();
    assertThat(ofOwner("myorg2msp")).isEmpty();
  }
}
