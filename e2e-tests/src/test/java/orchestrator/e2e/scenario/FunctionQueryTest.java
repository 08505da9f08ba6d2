package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionQueryFilter;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.QueryFunctionsParam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionQueryTest extends Scenario {

  @BeforeEach
  void aPlanThatUsesTwoOfThreeFunctions() {
    one.register(function("first"));
    one.register(function("second"));
    one.register(function("unused"));
    one.register(plan("plan"));
    one.register(
        task("a").setFunctionKey(key("second")),
        task("b").setFunctionKey(key("first")),
        task("c").setFunctionKey(key("second")));
  }

  private List<Function> ofPlan(String planKey) {
    return one.call(
            FunctionServiceGrpc.getQueryFunctionsMethod(),
            QueryFunctionsParam.newBuilder()
                .setFilter(FunctionQueryFilter.newBuilder().setComputePlanKey(planKey))
                .build())
        .getFunctionsList();
  }

  @Test
  void theFunctionsOfAPlanAreThoseOfItsTasksEachOnceByCreation() {
    assertThat(ofPlan(key("plan")))
        .containsExactly(one.function(key("first")), one.function(key("second")));
    assertThat(ofPlan(key("plan").toUpperCase(Locale.ROOT))).isEqualTo(ofPlan(key("plan")));
  }

  @Test
  void aPlanThatIsNotThereUsesNoFunction() {
    assertThat(ofPlan(key("no plan"))).isEmpty();
    assertThat(ofPlan("no-key")).isEmpty();
  }

  @Test
  void theFunctionsOfAPlanComeInPages() {
    var query =
        QueryFunctionsParam.newBuilder()
            .setPageSize(1)
            .setFilter(FunctionQueryFilter.newBuilder().setComputePlanKey(key("plan")));

    var page = one.call(FunctionServiceGrpc.getQueryFunctionsMethod(), query.build());
    assertThat(page.getFunctionsList()).containsExactly(one.function(key("first")));
    query.setPageToken(page.getNextPageToken());
    page = one.call(FunctionServiceGrpc.getQueryFunctionsMethod(), query.build());
    assertThat(page.getFunctionsList()).containsExactly(one.function(key("second")));
    assertThat(page.getNextPageToken()).isEmpty();
  }
}
