package orchestrator.lib.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static orchestrator.lib.fixtures.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {
  private static String token(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void assertUnreadable(Table<?> table, String token) {
    assertRefused("OE0003: page_token cannot be read", () -> PageToken.suffix(table, token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0\0k", "0006\0task|\u00e4\ud83d\ude00", "0\0a\1\2b\1\3c\1\4d"})
  void aTokenStandsForThePlaceThatItWasMadeOf(String place) {
    byte[] suffix = place.getBytes(UTF_8);

    assertThat(PageToken.suffix(Tables.TASKS, PageToken.of(Tables.TASKS, suffix)))
        .isEqualTo(suffix);
  }

  @Test
  void aTokenOfATableThatIsListedByKeyStandsForAKey() {
    byte[] suffix = "id".getBytes(UTF_8);

    assertThat(PageToken.suffix(Tables.EVENTS, PageToken.of(Tables.EVENTS, suffix)))
        .isEqualTo(suffix);
  }

  @Test
  void aTokenOfAnotherTableIsUnreadable() {
    assertUnreadable(Tables.TASKS, PageToken.of(Tables.MODELS, "0\0k".getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "foo", "a\0b\0c", "0\0k\0"})
  void aPlaceHasTheTablesNumberOfParts(String place) {
    assertUnreadable(Tables.TASKS, token(("computetask\n" + place).getBytes(UTF_8)));
  }

  @Test
  void aPlaceInATableThatIsListedByKeyHasOnePart() {
    assertUnreadable(Tables.EVENTS, token("event\na\0b".getBytes(UTF_8)));
  }

  @Test
  void aPlaceIsUtf8() {
    byte[] bytes = "computetask\n0\0k?".getBytes(UTF_8);
    bytes[bytes.length - 1] = (byte) 0xff;

    assertUnreadable(Tables.TASKS, token(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0\0\1", "0\0\1\5", "0\0\udbff\udfff"})
  void aPlaceHasNoCharacterThatKeysEscape(String place) {
    assertUnreadable(Tables.TASKS, token(("computetask\n" + place).getBytes(UTF_8)));
  }
}
