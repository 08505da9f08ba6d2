package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static orchestrator.lib.fixtures.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
  private static String token(Table<?> table, String place) {
    return PageToken.of(table, "all", place.getBytes(UTF_8));
  }

  private static void assertUnreadable(Table<?> table, String token) {
    assertRefused("OE0003: page_token cannot be read", () -> PageToken.suffix(table, "all", token));
  }

  @Test
  void aTokenOfAnotherQueryIsUnreadable() {
    assertUnreadable(Tables.TASKS, PageToken.of(Tables.TASKS, "some", "0\0k".getBytes(UTF_8)));
  }

  @Test
  void aTokenWithACharacterMoreOrLessOrAnotherIsUnreadable() {
    String sound = token(Tables.TASKS, "0006\0task");
    for (int i = 0; i < sound.length(); i++) {
      String before = sound.substring(0, i);
      String after = sound.substring(i + 1);
      assertUnreadable(Tables.TASKS, before + after);
      assertUnreadable(Tables.TASKS, before + "A" + sound.substring(i));
      assertUnreadable(Tables.TASKS, before + (sound.charAt(i) == 'A' ? "B" : "A") + after);
    }
    for (String more : new String[] {"A", "=", "==", " ", "\n", "AAAA"}) {
      assertUnreadable(Tables.TASKS, sound + more);
      assertUnreadable(Tables.TASKS, more + sound);
    }
  }

  /** Of the last character of such a token not all bits count. */
  @Test
  void aTokenThatIsWrittenAnotherWayIsUnreadable() {
    String sound = token(Tables.TASKS, "0006\0tas");
    byte[] bytes = Base64.getUrlDecoder().decode(sound);
    char last = sound.charAt(sound.length() - 1);
    String other = sound.substring(0, sound.length() - 1) + (char) (last + 1);

    assertThat(Base64.getUrlDecoder().decode(other)).isEqualTo(bytes);
    assertUnreadable(Tables.TASKS, other);
    assertUnreadable(Tables.TASKS, Base64.getUrlEncoder().encodeToString(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0\0k", "0006\0task|\u00e4\ud83d\ude00", "0\0a\1\2b\1\3c\1\4d"})
  void aTokenStandsForThePlaceThatItWasMadeOf(String place) {
    byte[] suffix = place.getBytes(UTF_8);

    assertThat(PageToken.suffix(Tables.TASKS, "all", PageToken.of(Tables.TASKS, "all", suffix)))
        .isEqualTo(suffix);
  }

  @Test
  void aTokenOfATableThatIsListedByKeyStandsForAKey() {
    byte[] suffix = "id".getBytes(UTF_8);

    assertThat(PageToken.suffix(Tables.EVENTS, "all", PageToken.of(Tables.EVENTS, "all", suffix)))
        .isEqualTo(suffix);
  }

  @Test
  void aTokenOfAnotherTableIsUnreadable() {
    assertUnreadable(Tables.TASKS, token(Tables.MODELS, "0\0k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "foo", "a\0b\0c", "0\0k\0"})
  void aPlaceHasTheTablesNumberOfParts(String place) {
    assertUnreadable(Tables.TASKS, token(Tables.TASKS, place));
  }

  @Test
  void aPlaceInATableThatIsListedByKeyHasOnePart() {
    assertUnreadable(Tables.EVENTS, token(Tables.EVENTS, "a\0b"));
  }

  @Test
  void aPlaceIsUtf8() {
    byte[] bytes = "0\0k?".getBytes(UTF_8);
    bytes[bytes.length - 1] = (byte) 0xff;

    assertUnreadable(Tables.TASKS, PageToken.of(Tables.TASKS, "all", bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0\0\1", "0\0\1\5", "0\0\udbff\udfff"})
  void aPlaceHasNoCharacterThatKeysEscape(String place) {
    assertUnreadable(Tables.TASKS, token(Tables.TASKS, place));
  }
}
