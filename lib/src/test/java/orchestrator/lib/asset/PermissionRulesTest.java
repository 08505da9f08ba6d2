package orchestrator.lib.asset;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import org.junit.jupiter.api.Test;

class PermissionRulesTest {
  private static final List<String> IDS = List.of("a", "b", "c");

  /** Every permission there is of three organizations, in every order of two, public or not. */
  private static List<Permission> permissions() {
    List<List<String>> lists = new ArrayList<>(List.of(List.of()));
    for (String one : IDS) {
      lists.add(List.of(one));
      IDS.stream().filter(other -> !other.equals(one)).forEach(o -> lists.add(List.of(one, o)));
    }
    lists.add(List.of("c", "a", "b"));
    List<Permission> permissions = new ArrayList<>();
    for (List<String> ids : lists) {
      permissions.add(permission(false, ids));
      permissions.add(permission(true, ids));
    }
    return permissions;
  }

  private static Permission permission(boolean isPublic, List<String> ids) {
    return Permission.newBuilder().setPublic(isPublic).addAllAuthorizedIds(ids).build();
  }

  private static NewPermissions given(boolean isPublic, String... ids) {
    return NewPermissions.newBuilder()
        .setPublic(isPublic)
        .addAllAuthorizedIds(List.of(ids))
        .build();
  }

  private static Permission of(NewPermissions given) {
    return PermissionRules.of(given, "a", Set.copyOf(IDS)::contains);
  }

  @Test
  void theOwnerIsAppendedWhenAbsent() {
    assertThat(of(given(false, "c", "b"))).isEqualTo(permission(false, List.of("c", "b", "a")));
    assertThat(of(given(true, "c"))).isEqualTo(permission(true, List.of("c", "a")));
    assertThat(of(NewPermissions.getDefaultInstance())).isEqualTo(permission(false, List.of("a")));
  }

  @Test
  void orderAndDoublesAreKept() {
    assertThat(of(given(false, "c", "a", "c")))
        .isEqualTo(permission(false, List.of("c", "a", "c")));
  }

  @Test
  void anUnknownOrganizationCanOnlyBeListedInAPublicPermission() {
    assertRefused("OE0003: invalid permission input values", () -> of(given(false, "b", "x")));
    assertThat(of(given(true, "x"))).isEqualTo(permission(true, List.of("x", "a")));
  }

  @Test
  void processAndDownloadAreAlike() {
    Permission permission = permission(false, List.of("b"));

    assertThat(PermissionRules.both(permission).getProcess()).isEqualTo(permission);
    assertThat(PermissionRules.both(permission).getDownload()).isEqualTo(permission);
  }

  private static boolean canProcess(Permission permission, String id) {
    return PermissionRules.canProcess(permission, id, List::contains);
  }

  @Test
  void whoIsListedMayProcessAndEveryoneWhatIsPublic() {
    for (Permission permission : permissions()) {
      for (String id : IDS) {
        assertThat(canProcess(permission, id))
            .isEqualTo(permission.getPublic() || permission.getAuthorizedIdsList().contains(id));
      }
    }
  }

  @Test
  void aUnionAllowsWhomEitherAllows() {
    for (Permission one : permissions()) {
      for (Permission other : permissions()) {
        Permission either = PermissionRules.union(List.of(one, other));
        assertThat(either).isEqualTo(PermissionRules.union(List.of(other, one)));
        for (String id : IDS) {
          assertThat(canProcess(either, id))
              .isEqualTo(canProcess(one, id) || canProcess(other, id));
        }
      }
    }
  }

  @Test
  void aUnionIsSortedWithoutDoublesAndWithoutIdsWhenPublic() {
    for (Permission one : permissions()) {
      for (Permission other : permissions()) {
        List<String> ids = PermissionRules.union(List.of(one, other)).getAuthorizedIdsList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        if (one.getPublic() || other.getPublic()) {
          assertThat(ids).isEmpty();
        }
      }
    }
  }
}
