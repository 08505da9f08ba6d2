package orchestrator.client.spec;

import java.util.Collection;
import java.util.List;
import orchestrator.proto.NewPermissions;

/**
 * Says who may process and download an asset. Its owner always may.
 *
 * <pre>{@code
 * FunctionSpec.named("train").sharing(Sharing.everyone());
 * FunctionSpec.named("train").sharing(Sharing.with("MyOrg2MSP", "MyOrg3MSP"));
 * }</pre>
 */
public final class Sharing {
  private Sharing() {}

  /** Every organization of the channel. */
  public static NewPermissions everyone() {
    return NewPermissions.newBuilder().setPublic(true).build();
  }

  /** The owner and these organizations, which must be registered in the channel. */
  public static NewPermissions with(String... organizations) {
    return with(List.of(organizations));
  }

  /** The owner and these organizations, which must be registered in the channel. */
  public static NewPermissions with(Collection<String> organizations) {
    return NewPermissions.newBuilder().addAllAuthorizedIds(organizations).build();
  }

  /** Nobody but the owner. */
  public static NewPermissions ownerOnly() {
    return NewPermissions.getDefaultInstance();
  }
}
