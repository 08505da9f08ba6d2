package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"secret", "with:colons:in", "pässwörd €", " blanks ", "😀"})
  void aPasswordMatchesItsHashAndNoOther(String password) {
    String hash = Fixtures.hash(password);

    assertThat(Passwords.matches(password, hash)).isTrue();
    assertThat(Passwords.matches(password + "x", hash)).isFalse();
    assertThat(Passwords.matches("", hash)).isFalse();
  }

  @Test
  void aNewHashHasTheCostAndASaltOfItsOwn() {
    String one = Passwords.hash("secret", Passwords.COST);

    assertThat(one).startsWith("$2b$12$").isNotEqualTo(Passwords.hash("secret", Passwords.COST));
    assertThat(Passwords.isHash(one)).isTrue();
    assertThat(Passwords.matches("secret", one)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What htpasswd and others make of "secret".
        "$2y$04$......................SUNlSgALnSpzMBrbjFYSZK8t1IjfaJO",
        "$2a$04$......................SUNlSgALnSpzMBrbjFYSZK8t1IjfaJO",
        "$2b$04$......................SUNlSgALnSpzMBrbjFYSZK8t1IjfaJO"
      })
  void hashesOfOtherToolsAreRead(String hash) {
    assertThat(Passwords.isHash(hash)).isTrue();
  }

  @Test
  void theThreeNamesOfTheSameHashMatchTheSamePassword() {
    String rest = Fixtures.hash("secret").substring(4);

    for (String version : new String[] {"$2a$", "$2b$", "$2y$"}) {
      assertThat(Passwords.matches("secret", version + rest)).as(version).isTrue();
    }
  }

  @Test
  void aKnownHashOfAnotherImplementationIsMatched() {
    // From the tests of OpenBSD's crypt, as jBCrypt has them.
    assertThat(
            Passwords.matches(
                "abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"))
        .isTrue();
  }

  @Test
  void aLetterComposedInAnotherWayIsTheSame() {
    assertThat(Passwords.matches("cafe\u0301", Fixtures.hash("caf\u00e9"))).isTrue();
  }

  @Test
  void aPasswordBeyondWhatBcryptReadsIsNoneAtAll() {
    String longest = "é".repeat(36);
    String hash = Fixtures.hash(longest);

    assertThat(Passwords.fault(longest)).isEmpty();
    assertThat(Passwords.matches(longest, hash)).isTrue();
    assertThat(Passwords.fault(longest + "x"))
        .contains("it has 73 bytes in UTF-8, and bcrypt reads no more than 72");
    assertThat(Passwords.matches(longest + "x", hash)).isFalse();
  }

  @Test
  void whatCanBeNoPasswordIsToldWhy() {
    assertThat(Passwords.fault("")).contains("it is empty");
    assertThat(Passwords.fault("a\0a")).contains("it has a control character");
    assertThat(Passwords.fault("a\ufffd").orElseThrow()).contains("is the locale UTF-8?");
    assertThat(Passwords.matches("a\0a", Fixtures.hash("a"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "$2b$03$......................SUNlSgALnSpzMBrbjFYSZK8t1IjfaJO",
        "$2b$17$......................SUNlSgALnSpzMBrbjFYSZK8t1IjfaJO",
        "$2x$12$......................SUNlSgALnSpzMBrbjFYSZK8t1IjfaJO",
        "$2b$12$......................SUNlSgALnSpzMBrbjFYSZK8t1IjfaJ",
        "$argon2id$v=19$m=65536"
      })
  void whatIsNoHashOrTakesTooLongIsNone(String text) {
    assertThat(Passwords.isHash(text)).isFalse();
  }

  @Test
  void nobodysHashIsOneThatTakesAsLong() {
    assertThat(Passwords.isHash(Passwords.NOBODYS_HASH)).isTrue();
    assertThat(Passwords.cost(Passwords.NOBODYS_HASH)).isEqualTo(Passwords.COST);
    assertThat(Passwords.matches("secret", Passwords.NOBODYS_HASH)).isFalse();
  }
}
