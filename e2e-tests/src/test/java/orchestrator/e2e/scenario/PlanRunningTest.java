package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.PlanQueryFilter;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryPlansResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanRunningTest extends Scenario {

  @BeforeEach
  void aPlan() {
    aPlanAndAFunction();
  }

  private void assertRunning(boolean running) {
    assertThat(two.isRunning(key("plan"))).isEqualTo(running);
  }

  @Test
  void aPlanWithoutTasksDoesNotRun() {
    assertRunning(false);
  }

  @Test
  void aPlanRunsUntilItsLastTaskIsDone() {
    one.register(task("first"), task("second"));
    assertRunning(true);
    run("first");
    assertRunning(true);
    run("second");
    assertRunning(false);
  }

  @Test
  void aCancelledTaskEndsIt() {
    one.register(task("first"), task("second"));
    one.cancel(key("first"));

    assertRunning(false);
  }

  @Test
  void aFailedTaskEndsIt() {
    one.register(task("first"), task("second"));
    one.fail(key("first"));

    assertRunning(false);
  }

  @Test
  void aCancelledPlanDoesNotRun() {
    one.register(task("task"));
    one.cancelPlan(key("plan"));

    assertRunning(false);
  }

  @Test
  void plansAreFoundByTheirOwner() {
    two.register(plan("two's"));

    assertThat(plansOf(TWO)).contains(two.plan(key("two's"))).doesNotContain(one.plan(key("plan")));
    assertThat(plansOf(ONE)).contains(one.plan(key("plan")));
    assertThat(plansOf("NobodyMSP")).isEmpty();
    assertThat(plansOf("")).contains(one.plan(key("plan")), two.plan(key("two's")));
  }

  private List<ComputePlan> plansOf(String owner) {
    var query =
        QueryPlansParam.newBuilder()
            .setPageSize(1000)
            .setFilter(PlanQueryFilter.newBuilder().setOwner(owner));
    List<ComputePlan> plans = new ArrayList<>();
    QueryPlansResponse page;
    do {
      page = one.call(ComputePlanServiceGrpc.getQueryPlansMethod(), query.build());
      plans.addAll(page.getPlansList());
      query.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return plans;
  }
}
