package orchestrator.graph.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.graph.plan.GraphPlan;
import orchestrator.graph.run.Runner.Summary;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.PlanQueryFilter;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryPlansResponse;

/** Lists the graphs of an organization; what has ended stays so, and is not read for each list. */
final class GraphList {
  /** How many graphs that have ended are listed without being read again. */
  private static final int MOST_KNOWN = 200_000;

  private static final int PAGE = 1_000;

  private final OrchestratorClient client;
  private final Map<String, Summary> ended =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Summary> eldest) {
              return size() > MOST_KNOWN;
            }
          });

  GraphList(OrchestratorClient client) {
    this.client = client;
  }

  /** The plans of all graphs, the deleted ones too, oldest first, read page by page. */
  Stream<ComputePlan> plans() {
    return client
        .pages(
            ComputePlanServiceGrpc.getQueryPlansMethod(),
            QueryPlansParam.newBuilder()
                .setPageSize(PAGE)
                .setFilter(PlanQueryFilter.newBuilder().setOwner(client.organization()))
                .build(),
            QueryPlansResponse::getPlansList)
        .filter(GraphPlan::isGraph);
  }

  /**
   * What there is to tell of each graph that was not deleted.
   *
   * @param find finds the graph of a plan, if all of it is registered
   */
  Stream<Summary> all(Function<ComputePlan, Optional<GraphRun>> find) {
    return plans().filter(GraphPlan::isListed).flatMap(plan -> summary(plan, find).stream());
  }

  private Optional<Summary> summary(
      ComputePlan plan, Function<ComputePlan, Optional<GraphRun>> find) {
    Optional<Summary> known = Optional.ofNullable(ended.get(plan.getKey()));
    return known.isPresent() ? known : find.apply(plan).map(run -> summary(plan, run));
  }

  private Summary summary(ComputePlan plan, GraphRun run) {
    Summary summary =
        new Summary(
            GraphPlan.id(plan.getKey()),
            run.gorch().graph().name(),
            run.state(),
            GraphPlan.created(plan),
            run.ended());
    if (run.ended().isPresent()) {
      ended.put(plan.getKey(), summary);
    }
    return summary;
  }
}
