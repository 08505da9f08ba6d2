package orchestrator.demo.hospital;

import io.grpc.MethodDescriptor;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;

/**
 * Registrations that may have been made before, by the process that this one replaces. Keys derive
 * from the run and content from the shipped data, so what is there is what would be registered.
 */
public final class Registration {

  private Registration() {}

  /** Registers something unless it is registered already. */
  public static <Q, A> void once(
      OrchestratorClient client, MethodDescriptor<Q, A> method, Q request) {
    try {
      client.call(method, request);
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
    }
  }
}
