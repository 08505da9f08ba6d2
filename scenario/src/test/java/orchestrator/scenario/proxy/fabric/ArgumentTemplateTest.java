package orchestrator.scenario.proxy.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentTemplateTest {
  @Test
  void byDefaultTheKeyIsTheTransactionsOwnAndThePayloadItsValue() {
    assertThat(filled(ArgumentTemplate.DEFAULT, "n0")).containsExactly("run-1-2-7", "00ff");
  }

  @Test
  void eachNameStandsForTheTransactions() {
    assertThat(filled("[\"{name}\", \"{run}/{entry}/{number}/{payload}\", \"all\"]", "n0"))
        .containsExactly("n0", "run-1/2/7/00ff", "all");
  }

  @Test
  void bracesAroundOtherThingsStaySoThatAnArgumentMayBeJson() {
    assertThat(
            filled("[\"{\\\"key\\\": \\\"{name}\\\", \\\"of\\\": {}, \\\"x\\\": {size}}\"]", "n0"))
        .containsExactly("{\"key\": \"n0\", \"of\": {}, \"x\": {size}}");
  }

  @Test
  void whatIsPutInIsNotReadAsATemplate() {
    assertThat(filled("[\"{name}\"]", "{payload}$1\\")).containsExactly("{payload}$1\\");
  }

  @Test
  void aFunctionWithoutArgumentsHasAnEmptyList() {
    assertThat(filled("[]", "n0")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{name}", "\"{name}\"", "[1]", "[\"a\"] more", "[\"a\"", "{}", "[[]]", ""})
  void anythingButAListOfTextsIsWrong(String json) {
    assertThatThrownBy(() -> ArgumentTemplate.of(Optional.of(json)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the option arguments must be ");
  }

  @Test
  void moreThanAHundredArgumentsAreWrong() {
    String hundred = "\"a\",".repeat(99) + "\"a\"";
    assertThat(filled("[" + hundred + "]", "n0")).hasSize(100);
    assertThatThrownBy(() -> ArgumentTemplate.of(Optional.of("[" + hundred + ",\"a\"]")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String[] filled(String template, String name) {
    return ArgumentTemplate.of(Optional.of(template)).fill(new Sent(name, 7));
  }
}
