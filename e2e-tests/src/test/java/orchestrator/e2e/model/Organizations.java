package orchestrator.e2e.model;

import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.GetAllOrganizationsResponse;
import orchestrator.proto.Organization;
import orchestrator.proto.RegisterOrganizationParam;

/** Answers the calls about organizations. */
final class Organizations {
  private Organizations() {}

  static Organization register(Call call, RegisterOrganizationParam request) {
    Validation.check(request);
    if (call.state().organizations.containsKey(call.requester())) {
      throw Refusal.conflict(Kind.ORGANIZATION, call.requester());
    }
    Organization organization =
        Organization.newBuilder()
            .setId(call.requester())
            .setAddress(request.getAddress())
            .setCreationDate(call.now())
            .build();
    call.state().organizations.put(organization.getId(), organization);
    call.created(Kind.ORGANIZATION, organization.getId(), organization);
    return organization;
  }

  static GetAllOrganizationsResponse all(Call call, GetAllOrganizationsParam request) {
    return GetAllOrganizationsResponse.newBuilder()
        .addAllOrganizations(call.state().organizations.values())
        .build();
  }
}
