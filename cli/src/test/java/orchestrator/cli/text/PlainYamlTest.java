package orchestrator.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlainYamlTest {
  @Test
  void anAnchorMayBeUsedOften() {
    String uses = IntStream.range(0, 1000).mapToObj(i -> "- *file\n").collect(Collectors.joining());

    assertThat(PlainYaml.read("- &file {a: b}\n" + uses))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1001)
        .containsOnly(Map.of("a", "b"));
  }

  @Test
  @Timeout(10)
  void nestedAliasesThatStandForMoreThanFitsAreRefused() {
    StringBuilder lists = new StringBuilder("a0: &a0 [lol]\n");
    StringBuilder merges = new StringBuilder("m0: &m0 {k: v}\n");
    for (int i = 1; i <= 40; i++) {
      String before = "*a" + (i - 1);
      lists.append("a%d: &a%d [%s,%s,%s]\n".formatted(i, i, before, before, before));
      before = "*m" + (i - 1);
      merges.append("m%d: &m%d {<<: [%s,%s,%s]}\n".formatted(i, i, before, before, before));
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlainYaml.read(lists.toString()))
        .withMessageStartingWith("with its aliases written out it has more than ");
    assertThat(PlainYaml.read(merges.toString())).hasSize(1);
  }

  @Test
  void anAnchorWithinItselfIsRefused() {
    for (String text : List.of("key: &a [*a]\nname: x", "&a {a: *a}", "&a [[{b: *a}]]")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PlainYaml.read(text))
          .withMessage("an anchor is used within itself");
    }
  }

  @Test
  void anAnchorAsAKeyOfItselfIsRefusedAndOneMergedIntoItselfAddsNothing() {
    assertThat(PlainYaml.read("&a {<<: *a, b: c}")).containsExactly(Map.of("b", "c"));
    assertThatIllegalArgumentException().isThrownBy(() -> PlainYaml.read("&a {*a : b}"));
  }

  @Test
  @Timeout(20)
  void aLargeTextIsReadInTimeThatGrowsWithItsSize() {
    String plain = "x".repeat(10 << 20);
    String quoted = "\"" + "y".repeat(10 << 20) + "\"";

    assertThat(PlainYaml.read("a: " + plain + "\nb: " + quoted + "\n"))
        .containsExactly(Map.of("a", plain, "b", "y".repeat(10 << 20)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlainYaml.read("a: " + "x".repeat(70 << 20)))
        .withMessageContaining("characters, too many for one message");
  }

  @Test
  void aFaultIsNamedWithItsLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlainYaml.read("a: |\n  x\r\n  \ud83d\ude00\rb: [\n"))
        .withMessageStartingWith("line ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlainYaml.read("a: b\nc: d\na: e\n"))
        .withMessageStartingWith("line 3: found duplicate key a");
    assertThatIllegalArgumentException().isThrownBy(() -> PlainYaml.read("a: \u0007\n"));
  }
}
