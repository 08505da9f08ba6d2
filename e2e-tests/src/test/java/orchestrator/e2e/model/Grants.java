package orchestrator.e2e.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import orchestrator.proto.Permissions;

/** Computes permissions. */
final class Grants {
  private Grants() {}

  /** What is granted by an owner who asked for {@code wanted}. */
  static Permission granted(NewPermissions wanted, String owner) {
    Permission.Builder permission =
        Permission.newBuilder()
            .setPublic(wanted.getPublic())
            .addAllAuthorizedIds(wanted.getAuthorizedIdsList());
    if (!wanted.getAuthorizedIdsList().contains(owner)) {
      permission.addAuthorizedIds(owner);
    }
    return permission.build();
  }

  /** The same for processing and downloading. */
  static Permissions both(NewPermissions wanted, String owner) {
    Permission permission = granted(wanted, owner);
    return Permissions.newBuilder().setProcess(permission).setDownload(permission).build();
  }

  /** What a request must be refused with that authorizes whom the channel does not know. */
  static Optional<Refusal> stranger(State state, NewPermissions wanted) {
    boolean known =
        wanted.getPublic()
            || state.organizations.keySet().containsAll(wanted.getAuthorizedIdsList());
    return known
        ? Optional.empty()
        : Optional.of(Refusal.exactly(ErrorCode.OE0003, "invalid permission input values"));
  }

  static boolean mayProcess(Permissions permissions, String organization) {
    Permission process = permissions.getProcess();
    return process.getPublic() || process.getAuthorizedIdsList().contains(organization);
  }

  /** Public without ids when any is public, else the ids of all, sorted. */
  static Permission union(Collection<Permission> permissions) {
    if (permissions.stream().anyMatch(Permission::getPublic)) {
      return Permission.newBuilder().setPublic(true).build();
    }
    List<String> ids =
        permissions.stream().flatMap(one -> one.getAuthorizedIdsList().stream()).toList();
    return Permission.newBuilder().addAllAuthorizedIds(new TreeSet<>(ids)).build();
  }
}
