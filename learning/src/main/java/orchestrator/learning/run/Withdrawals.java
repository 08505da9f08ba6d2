package orchestrator.learning.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.learning.Collection;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;
import orchestrator.learning.asset.Registrations;
import orchestrator.learning.rule.Algo;
import orchestrator.learning.rule.Data;
import orchestrator.learning.rule.Document;
import orchestrator.learning.rule.Problem;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;

/** Withdraws what an organization has posted. */
final class Withdrawals {
  private final Clients clients;
  private final OrchestratorClient client;
  private final SharedState shared;
  private final Duration patience;
  private final Samples samples;

  Withdrawals(Clients clients, SharedState shared, Duration patience, String organization) {
    this.clients = clients;
    client = clients.of(organization);
    this.shared = shared;
    this.patience = patience;
    samples = new Samples(client);
  }

  ObjectNode withdraw(Collection kind, String uuid) {
    Document document =
        shared
            .require(patience, state -> Optional.of(state.find(kind, uuid)))
            .orElseThrow(() -> Calls.missing(kind, uuid));
    if (!shared.read(state -> isWithdrawn(document))) {
      String owner = owner(document);
      if (!owner.equals(client.organization())) {
        throw new LearningException(
            Kind.FORBIDDEN, "%s %s belongs to %s".formatted(kind.path(), uuid, owner));
      }
      mark(document);
    }
    if (document instanceof Problem problem) {
      cancel(problem);
    }
    return shared.require(
        patience,
        state -> Optional.of(document).filter(Withdrawals::isWithdrawn).map(Document::json));
  }

  private static String owner(Document document) {
    if (document instanceof Problem problem) {
      return problem.owner();
    }
    return document instanceof Algo algo ? algo.owner() : ((Data) document).owner();
  }

  private static boolean isWithdrawn(Document document) {
    if (document instanceof Problem problem) {
      return problem.isWithdrawn();
    }
    return document instanceof Algo algo
        ? algo.isWithdrawnItself()
        : ((Data) document).isWithdrawn();
  }

  private void mark(Document document) {
    if (document instanceof Data data) {
      samples.mark(data.uuid(), Registrations.withdrawnData(client.organization()));
      return;
    }
    String key = document instanceof Problem problem ? problem.key() : ((Algo) document).key();
    String name =
        client
            .call(
                FunctionServiceGrpc.getGetFunctionMethod(),
                GetFunctionParam.newBuilder().setKey(key).build())
            .getName();
    var unused =
        client.call(
            FunctionServiceGrpc.getUpdateFunctionMethod(), Registrations.withdrawn(key, name));
  }

  /** So that it is seen to have ended wherever plans are shown. */
  private void cancel(Problem problem) {
    if (problem.owner().equals(client.organization())) {
      clients.apply(
          client.organization(),
          ComputePlanServiceGrpc.getApplyPlanActionMethod(),
          ApplyPlanActionParam.newBuilder()
              .setKey(problem.plan())
              .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
              .build());
    }
  }
}
