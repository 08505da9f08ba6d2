package orchestrator.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {
  @Test
  void whatATerminalWouldObeyIsWrittenOut() {
    assertThat(Escapes.oneLine("\u001b]0;owned\u0007\u009b2J\nnext\ttab\u007f"))
        .isEqualTo("\\u001b]0;owned\\u0007\\u009b2J\\nnext\\ttab\\u007f");
  }

  @Test
  void textOfAnyScriptStaysAsItIs() {
    String text = "Klinik Köln · 東京 · قلب · 🫀";
    assertThat(Escapes.oneLine(text)).isEqualTo(text);
    assertThat(Escapes.inQuotes(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202e", "\u2066", "\u200f", "\u2028", "\ufeff", "\u0085", "\u0000"})
  void whatTurnsTheOrderOfATextRoundIsWrittenOut(String character) {
    assertThat(Escapes.oneLine("a" + character + "b"))
        .isEqualTo(String.format("a\\u%04xb", (int) character.charAt(0)));
    assertThat(Escapes.inQuotes("\"" + character + "\"")).doesNotContain(character);
  }

  @Test
  void yamlOfSuchTextsIsReadBackAsItWas() {
    for (String text :
        List.of("\u001b[2J", "a\u202eb", "\u009b", "two\nlines", "plain", "no", "12", "~", "")) {
      String yaml = PlainYaml.write(Map.of("name", text));
      assertThat(yaml.strip().chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
      assertThat(PlainYaml.read(yaml)).isEqualTo(List.of(Map.of("name", text)));
    }
  }
}
