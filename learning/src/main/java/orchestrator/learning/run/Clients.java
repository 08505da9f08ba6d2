package orchestrator.learning.run;

import com.google.protobuf.Message;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.learning.LearningException;
import orchestrator.learning.LearningException.Kind;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;

/** Calls the API as one organization or another. */
final class Clients implements AutoCloseable {
  private final Channel api;
  private final String channel;
  private final String reader;
  private final Map<String, OrchestratorClient> clients = new ConcurrentHashMap<>();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();

  Clients(Channel api, String channel, String reader) {
    this.api = api;
    this.channel = channel;
    this.reader = reader;
  }

  OrchestratorClient of(String organization) {
    return clients.computeIfAbsent(
        organization,
        name ->
            OrchestratorClient.builder("this process")
                .over(api)
                .organization(name)
                .channel(channel)
                .build());
  }

  /** For what all see alike. */
  OrchestratorClient any() {
    return of(reader);
  }

  /** Registers an organization, unless that was done. */
  void register(String organization) {
    if (registered.contains(organization)) {
      return;
    }
    try {
      of(organization)
          .call(
              OrganizationServiceGrpc.getRegisterOrganizationMethod(),
              RegisterOrganizationParam.getDefaultInstance());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
    }
    registered.add(organization);
  }

  /** Changes a status that may have been changed already. */
  <Q extends Message, A extends Message> void apply(
      String organization, MethodDescriptor<Q, A> method, Q request) {
    try {
      var unused = of(organization).callAgain(method, request);
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.INAPPROPRIATE_STATUS) && !e.is(ErrorCode.TERMINATED_PLAN)) {
        throw e;
      }
    }
  }

  /** What a caller is told of a failed call. */
  static LearningException told(OrchestratorException e) {
    if (e.isTransient()) {
      return new LearningException(Kind.UNAVAILABLE, "the API does not answer; try again");
    }
    Kind kind =
        e.is(ErrorCode.PERMISSION_DENIED)
            ? Kind.FORBIDDEN
            : e.is(ErrorCode.CONFLICT) ? Kind.CONFLICT : Kind.REFUSED;
    return new LearningException(kind, e.detail());
  }

  @Override
  public void close() {
    clients.values().forEach(OrchestratorClient::close);
  }
}
