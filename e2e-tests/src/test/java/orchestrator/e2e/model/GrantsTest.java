package orchestrator.e2e.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import org.junit.jupiter.api.Test;

class GrantsTest {
  private static Permission listed(String... ids) {
    return Permission.newBuilder().addAllAuthorizedIds(List.of(ids)).build();
  }

  private static NewPermissions wanted(boolean isPublic, String... ids) {
    return NewPermissions.newBuilder()
        .setPublic(isPublic)
        .addAllAuthorizedIds(List.of(ids))
        .build();
  }

  @Test
  void theOwnerIsAppendedWhenAbsentAndOrderAndDoublesAreKept() {
    assertThat(Grants.granted(wanted(false, "C", "B", "C"), "A"))
        .isEqualTo(listed("C", "B", "C", "A"));
    assertThat(Grants.granted(wanted(false, "A", "B"), "A")).isEqualTo(listed("A", "B"));
  }

  @Test
  void theOwnerIsAppendedToAPublicOneTooAndItsIdsAreNotChecked() {
    assertThat(Grants.granted(wanted(true, "X"), "A"))
        .isEqualTo(listed("X", "A").toBuilder().setPublic(true).build());
    assertThat(Grants.stranger(new State(), wanted(true, "X"))).isEmpty();
    assertThat(Grants.stranger(new State(), wanted(false, "X"))).isPresent();
  }

  @Test
  void aUnionIsSortedWithoutDoubles() {
    assertThat(Grants.union(List.of(listed("C", "A"), listed("B", "A"))))
        .isEqualTo(listed("A", "B", "C"));
  }

  @Test
  void aUnionWithAPublicOneIsPublicWithoutIds() {
    Permission open = listed("B").toBuilder().setPublic(true).build();
    assertThat(Grants.union(List.of(listed("A"), open)))
        .isEqualTo(Permission.newBuilder().setPublic(true).build());
  }
}
