package orchestrator.lib.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.GetAllOrganizationsResponse;
import orchestrator.proto.Organization;
import orchestrator.proto.RegisterOrganizationParam;

/** Keeps the organizations that take part in a channel. */
@Singleton
public final class OrganizationService {
  @Inject
  OrganizationService() {}

  /**
   * Registers the requester under its own id.
   *
   * @throws OrchestratorException OE0101 for a broken rule, OE0006 when it is registered
   */
  public Organization registerOrganization(
      Transaction transaction, RegisterOrganizationParam request) {
    Validator.check(request);
    String id = transaction.requester();
    Lookup.requireUnused(transaction, Tables.ORGANIZATIONS, id);
    Organization organization =
        Organization.newBuilder()
            .setId(id)
            .setCreationDate(transaction.time())
            .setAddress(request.getAddress())
            .build();
    EventLog.register(transaction, Tables.ORGANIZATIONS, organization);
    return organization;
  }

  /** All registered organizations, in order of registration. */
  public GetAllOrganizationsResponse getAllOrganizations(
      Transaction transaction, GetAllOrganizationsParam request) {
    return GetAllOrganizationsResponse.newBuilder()
        .addAllOrganizations(Tables.ORGANIZATIONS.query(transaction.database()).all())
        .build();
  }
}
