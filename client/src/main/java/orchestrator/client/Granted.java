package orchestrator.client;

import java.util.ArrayList;
import java.util.List;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import orchestrator.proto.Permissions;

/** Compares permissions that stand with those that were asked for. */
final class Granted {
  private Granted() {}

  static boolean as(Permissions granted, NewPermissions asked, String owner) {
    return as(granted.getProcess(), asked, owner) && as(granted.getDownload(), asked, owner);
  }

  /** The owner is appended to the ids when it is not among them. */
  static boolean as(Permission granted, NewPermissions asked, String owner) {
    List<String> ids = new ArrayList<>(asked.getAuthorizedIdsList());
    if (!ids.contains(owner)) {
      ids.add(owner);
    }
    return granted.getPublic() == asked.getPublic() && granted.getAuthorizedIdsList().equals(ids);
  }
}
