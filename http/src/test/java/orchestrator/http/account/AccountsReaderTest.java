package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsReaderTest {
  private static final String HASH = Fixtures.hash("secret");
  private static final String GOOD =
      """
      accounts:
        alice:
          password: HASH
          organization: MyOrg1MSP
          channels: [mychannel, other]
          access: write
          tokens:
            0a1b:
              sha256: SHA256
              created: 2026-11-29T12:00:00Z
              expires: "2027-01-31T12:00:00Z"
              note: a note
        yes:
          password: HASH
          organization: 007
          channels: [1.0]
          access: read
      """;

  private static Accounts read(String text) {
    return AccountsReader.read(
        "accounts.yaml",
        text.replace("HASH", HASH)
            .replace("SHA256", Tokens.sha256("token"))
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void allOfAFileIsReadAndNoWordIsTakenForANumberOrATruthValue() {
    Accounts accounts = read(GOOD);

    assertThat(accounts.all())
        .containsExactly(
            new StoredAccount(
                new Account("alice", "MyOrg1MSP", Set.of("mychannel", "other"), Access.WRITE),
                HASH,
                List.of(
                    new StoredToken(
                        "0a1b",
                        Tokens.sha256("token"),
                        Instant.parse("2026-11-29T12:00:00Z"),
                        Optional.of(Instant.parse("2027-01-31T12:00:00Z")),
                        Optional.of("a note")))),
            new StoredAccount(
                new Account("yes", "007", Set.of("1.0"), Access.READ), HASH, List.of()));
    assertThat(accounts.find("alice")).get().matches(found -> found.account().mayWrite());
    assertThat(accounts.find("yes")).get().matches(found -> !found.account().mayWrite());
    assertThat(accounts.find("bob")).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAsItWas() {
    Accounts accounts =
        Accounts.of(
            List.of(
                Fixtures.account("alice", "a", Fixtures.token("1", "one")),
                new StoredAccount(
                    new Account("123", "~", Set.of("null", "2026-01-01"), Access.READ),
                    HASH,
                    List.of(
                        new StoredToken(
                            "77",
                            Tokens.sha256("two"),
                            Fixtures.NOON,
                            Optional.of(Fixtures.NOON.plusSeconds(1)),
                            Optional.of("# \"quoted\": 'é' 😀"))))));

    String text = AccountsWriter.write(accounts);

    assertThat(text).startsWith("# Written by \"orchestrator account\"");
    assertThat(read(text)).isEqualTo(accounts);
    assertThat(read(AccountsWriter.write(Accounts.NONE))).isEqualTo(Accounts.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          accounts:                 | user:        | unknown key "user"
          access: write             | acces: write | account alice: unknown key "acces"
          access: write             | access: rw   | account alice: access must be read or write, not "rw"
          organization: MyOrg1MSP   | ''           | account alice: it has no organization
          organization: MyOrg1MSP   | organization: [a] | account alice: organization must be a text
          organization: MyOrg1MSP   | organization: 'a b' | account alice: organization must be 1 to 128 printable characters of ASCII, not "a b"
          [mychannel, other]        | mychannel    | account alice: channels must be a list of at least one
          [mychannel, other]        | []           | account alice: channels must be a list of at least one
          [mychannel, other]        | [{}]         | account alice: channels must be a list of texts
          [mychannel, other]        | [é]          | account alice: channels must be 1 to 128 printable characters of ASCII, not "?"
          alice:                    | al:ice:      | "al:ice" is no name of an account
          alice:                    | 'a b:'       | "a b" is no name of an account
          yes:                      | alice:       | line 13: found duplicate key alice
          sha256: SHA256            | sha256: 00   | account alice: token 0a1b: sha256 must be 64 hexadecimal digits in lower case
          note: a note              | notes: x     | account alice: token 0a1b: unknown key "notes"
          created: 2026-11-29T12:00:00Z | created: now | account alice: token 0a1b: created must be a time such as 2027-01-31T12:00:00Z, not "now"
          created: 2026-11-29T12:00:00Z | ''       | account alice: token 0a1b: it has no created
          access: write             | access: !!int 1 | account alice: access must be a text
          access: write             | access: !!java.net.URL [] | line 6:
          access: write             | access: [    | line
          """)
  void whatIsWrongIsNamedInOneSentence(String part, String by, String fault) {
    assertThatThrownBy(() -> read(GOOD.replaceFirst(Pattern.quote(part), by)))
        .isInstanceOf(AccountsException.class)
        .hasMessageStartingWith("accounts.yaml: " + fault)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aPasswordInThePlaceOfItsHashIsNotRepeated() {
    assertThatThrownBy(() -> read(GOOD.replaceFirst("HASH", "topsecret")))
        .hasMessage(
            "accounts.yaml: account alice: password must be a bcrypt hash ($2a$, $2b$ or $2y$) of a"
                + " cost from 4 to 16")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void oneTokenBelongsToOneAccount() {
    String again = GOOD.substring(GOOD.indexOf("    tokens:"), GOOD.indexOf("  yes:"));
    assertThatThrownBy(() -> read(GOOD + again))
        .hasMessage("accounts.yaml: account yes: token 0a1b is there twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "accounts", "[]", "{}", "accounts: [a]", "a: &a [*a]", "accounts: {a: x}"})
  void whatIsNoFileOfAccountsIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(AccountsException.class)
        .hasMessageStartingWith("accounts.yaml: ");
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThatThrownBy(() -> AccountsReader.read("f", new byte[] {(byte) 0xc3, 0x28}))
        .hasMessage("f: it is no UTF-8 text");
    assertThatThrownBy(() -> AccountsReader.read("f", new byte[] {'a', ':', 0}))
        .isInstanceOf(AccountsException.class);
  }
}
