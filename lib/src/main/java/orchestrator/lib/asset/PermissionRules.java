package orchestrator.lib.asset;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import orchestrator.proto.Permissions;

/** Tells who may process or download an asset, and combines permissions. */
public final class PermissionRules {
  private PermissionRules() {}

  /**
   * The permission that a request gives: as listed, then its owner where not listed.
   *
   * @param given the default instance when the request gives none
   * @param isRegistered tells the organizations of the channel
   * @throws OrchestratorException OE0003 when a permission that is not public lists somebody who is
   *     not registered
   */
  public static Permission of(NewPermissions given, String owner, Predicate<String> isRegistered) {
    List<String> listed = given.getAuthorizedIdsList();
    if (!given.getPublic() && !listed.stream().allMatch(isRegistered)) {
      throw Errors.precondition("invalid permission input values");
    }
    Permission.Builder permission =
        Permission.newBuilder().setPublic(given.getPublic()).addAllAuthorizedIds(listed);
    if (!listed.contains(owner)) {
      permission.addAuthorizedIds(owner);
    }
    return permission.build();
  }

  /** The same permission to process and to download. */
  public static Permissions both(Permission permission) {
    return Permissions.newBuilder().setProcess(permission).setDownload(permission).build();
  }

  /**
   * True if the organization may do what the permission is about.
   *
   * @param isListed tells whether a list, which may be long, has a text
   */
  public static boolean canProcess(
      Permission permission, String organization, BiPredicate<List<String>, String> isListed) {
    return permission.getPublic() || isListed.test(permission.getAuthorizedIdsList(), organization);
  }

  /** Who is allowed by any: everyone, or ids in their natural order without doubles. */
  public static Permission union(Collection<Permission> permissions) {
    if (permissions.stream().anyMatch(Permission::getPublic)) {
      return Permission.newBuilder().setPublic(true).build();
    }
    TreeSet<String> ids = new TreeSet<>();
    permissions.forEach(permission -> ids.addAll(permission.getAuthorizedIdsList()));
    return Permission.newBuilder().addAllAuthorizedIds(ids).build();
  }
}
