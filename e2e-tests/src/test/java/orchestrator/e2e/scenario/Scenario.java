package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.e2e.harness.Deployment;
import orchestrator.e2e.harness.SharedServer;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.Keys;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.proto.NewFunction;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A scenario on the server of this run, with two organizations that are registered and fresh keys.
 * The channel is shared with all other scenarios, so a scenario looks at its own keys only.
 */
@ExtendWith(SharedServer.class)
abstract class Scenario extends Requests {
  private static final Set<String> REGISTERED = ConcurrentHashMap.newKeySet();

  /** The calls of {@link Requests#ONE} on {@code mychannel}. */
  protected Party one;

  /** The calls of {@link Requests#TWO} on {@code mychannel}. */
  protected Party two;

  /** The connection that both use. */
  protected Connection connection;

  /** The server. */
  protected Deployment deployment;

  Scenario() {
    super(new Keys());
  }

  @BeforeEach
  final void connect(Deployment shared) {
    deployment = shared;
    connection = Connection.to(shared.target());
    one = member(ONE, "mychannel");
    two = member(TWO, "mychannel");
  }

  @AfterEach
  final void disconnect() {
    connection.close();
  }

  /** An organization of a channel; registered there, by this call or before. */
  protected final Party member(String organization, String channel) {
    Party party = connection.as(organization, channel);
    if (REGISTERED.add(deployment.target() + organization + channel)) {
      register(party)
          .ifPresent(failure -> assertThat(failure.getDescription()).startsWith("OE0006"));
    }
    return party;
  }

  private static Optional<Status> register(Party party) {
    try {
      party.call(
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          RegisterOrganizationParam.getDefaultInstance());
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      return Optional.of(e.getStatus());
    }
  }

  /** Registers {@code function}, ready to run, and the plan {@code plan}, both owned by one. */
  protected final void aPlanAndAFunction() {
    aPlanAnd(function("function"));
  }

  /** Registers the plan {@code plan} and this function, ready to run, both owned by one. */
  protected final void aPlanAnd(NewFunction.Builder function) {
    one.register(function);
    one.build(function.getKey());
    one.register(plan("plan"));
  }

  /**
   * Takes a task that waits for an executor to DONE, with a model of the task's name + "-model".
   */
  protected final void run(String task) {
    one.start(key(task));
    one.register(model(task + "-model", task));
    one.finish(key(task));
  }
}
