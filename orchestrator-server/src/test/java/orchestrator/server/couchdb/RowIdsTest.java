package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orchestrator.lib.persistence.Key;
import org.junit.jupiter.api.Test;

class RowIdsTest {
  private static final List<String> PARTS =
      List.of(
          "",
          "a",
          "A",
          "-._~",
          "_a",
          ":",
          "%",
          "%3A",
          "%3a",
          "+",
          " ",
          "/",
          "?",
          "#",
          "\"",
          "\\",
          "\0",
          "\1",
          "\u007f",
          "é",
          "e\u0301",
          "\u2028",
          "\uffff",
          "\ud83d\ude00",
          "\udbff\udfff");

  @Test
  void anIdIsTheSpaceAndThePartsWithColons() {
    assertThat(RowIds.id(Key.of("computetask", "8f0e-1"))).isEqualTo("computetask:8f0e-1");
    assertThat(RowIds.id(Key.of("performance", "8f0e|the score")))
        .isEqualTo("performance:8f0e%7Cthe%20score");
    assertThat(RowIds.id(Key.of("output", "8f0e", "modèle:1", "0001")))
        .isEqualTo("output:8f0e:mod%C3%A8le%3A1:0001");
  }

  @Test
  void eachKeyHasAnIdOfItsOwnThatLeadsBackToIt() {
    Set<String> ids = new HashSet<>();
    for (String one : PARTS) {
      assertLeadsBack(Key.of("computeplan", one), ids);
      for (String other : PARTS) {
        assertLeadsBack(Key.of("output", one, other), ids);
        assertLeadsBack(Key.of("output", one, other, ""), ids);
      }
    }
  }

  private static void assertLeadsBack(Key row, Set<String> ids) {
    String id = RowIds.id(row);
    assertThat(ids.add(id)).as(id).isTrue();
    assertThat(id).matches("[a-z][a-z.]+(:([A-Za-z0-9._~-]|%[0-9A-F]{2})*)+");
    assertThat(RowIds.isRow(id)).isTrue();
    assertThat(RowIds.row(id)).isEqualTo(row);
  }

  @Test
  void documentsOfOtherKindsAreNoRows() {
    for (String id :
        List.of(
            "journal:07", "part:1f:2", "fold", "_design/rows", "_local/leader", "", ":", ":a")) {
      assertThat(RowIds.isRow(id)).as(id).isFalse();
      assertThatIllegalArgumentException().as(id).isThrownBy(() -> RowIds.row(id));
    }
  }

  @Test
  void anIdThatIsSpeltInAnotherWayIsRefused() {
    for (String id :
        List.of(
            "output:%3a:b:c",
            "output:%61:b:c",
            "output:a+b:c:d",
            "output:a b:c:d",
            "output:é:c:d",
            "output:%:c:d",
            "output:%zz:c:d",
            "output:%ff:c:d",
            "o%75tput:b:c:d")) {
      assertThatIllegalArgumentException().as(id).isThrownBy(() -> RowIds.row(id));
    }
  }

  @Test
  void whatIsDerivedFromRowsHasNoDocument() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowIds.id(Key.of("computeplan.owner", "o", "0005", "p")));
    assertThat(RowIds.isRow("computeplan.owner:o:0005:p")).isFalse();
  }
}
