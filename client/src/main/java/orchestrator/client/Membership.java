package orchestrator.client;

import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;

/** Registers organizations, which some have to be before they own or work. */
public final class Membership {
  private Membership() {}

  /**
   * Registers the client's organization unless it is registered already.
   *
   * @throws OrchestratorException when the server refuses or cannot be reached in time
   */
  public static void ensure(OrchestratorClient client) {
    try {
      client.call(
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          RegisterOrganizationParam.getDefaultInstance());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
    }
  }
}
