package orchestrator.lib.service;

import orchestrator.lib.asset.PermissionRules;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;

/** Checks what depends on the organizations that are registered in the channel. */
final class RegisteredOrganizations {
  private RegisteredOrganizations() {}

  /**
   * Lets an organization pass that is registered.
   *
   * @throws OrchestratorException OE0002 when it is not
   */
  static void require(Transaction transaction, String organization) {
    if (!Tables.ORGANIZATIONS.contains(transaction.database(), organization)) {
      throw Tables.ORGANIZATIONS.notFound(organization);
    }
  }

  /**
   * The permission that the requester gives.
   *
   * @throws OrchestratorException OE0003 when it lists an unknown organization
   */
  static Permission permission(Transaction transaction, NewPermissions given) {
    return PermissionRules.of(
        given,
        transaction.requester(),
        id -> Tables.ORGANIZATIONS.contains(transaction.database(), id));
  }
}
