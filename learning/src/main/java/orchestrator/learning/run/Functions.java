package orchestrator.learning.run;

import orchestrator.learning.asset.Registrations;
import orchestrator.learning.rule.Problem;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;

/** Makes what was registered usable; what is done already stays as it is. */
final class Functions {
  private Functions() {}

  /** Nothing is to be built: what a function runs is the worker's matter. */
  static void makeUsable(Clients clients, String owner, String key) {
    apply(clients, owner, key, FunctionAction.FUNCTION_ACTION_BUILDING);
    apply(clients, owner, key, FunctionAction.FUNCTION_ACTION_READY);
  }

  private static void apply(Clients clients, String owner, String key, FunctionAction action) {
    clients.apply(
        owner,
        FunctionServiceGrpc.getApplyFunctionActionMethod(),
        ApplyFunctionActionParam.newBuilder().setFunctionKey(key).setAction(action).build());
  }

  static void registerPlan(Clients clients, Problem problem) {
    var unused =
        clients
            .of(problem.owner())
            .callAgain(ComputePlanServiceGrpc.getRegisterPlanMethod(), Registrations.plan(problem));
  }
}
