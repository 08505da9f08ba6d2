package orchestrator.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import orchestrator.http.account.Authentication.Authenticated;
import orchestrator.http.account.Authentication.Refused;
import orchestrator.http.account.Authentication.TooMany;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private static final InetAddress HERE = address(1);
  private static final InetAddress ELSEWHERE = address(2);
  private static final String WRONG = "the account's name or its password is wrong";

  private volatile Accounts accounts =
      Accounts.of(
          List.of(
              Fixtures.account("alice", "pa:ss wörd", Fixtures.token("t1", "token-of-alice")),
              Fixtures.account("bob", "bob's")));
  private volatile Instant now = Fixtures.NOON;
  private final Authenticator authenticator = new Authenticator(() -> accounts, () -> now);

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, (byte) (last >> 8), (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    authenticator.close();
  }

  private Authentication ask(String authorization, InetAddress peer) {
    return await(authenticator.authenticate(authorization, peer));
  }

  private static Authentication await(CompletableFuture<Authentication> answer) {
    return answer.orTimeout(1, TimeUnit.MINUTES).join();
  }

  private Authentication password(String name, String password) {
    return ask(Fixtures.basic(name, password), HERE);
  }

  private static Account account(Authentication answer) {
    assertThat(answer).isInstanceOf(Authenticated.class);
    return ((Authenticated) answer).account();
  }

  private static boolean holds(Authentication answer) {
    return ((Authenticated) answer).holds().getAsBoolean();
  }

  private void exhaust(String name, InetAddress peer) {
    for (int i = 0; i < Attempts.OF_ACCOUNT; i++) {
      assertThat(ask(Fixtures.basic(name, "wrong " + i), peer)).isEqualTo(new Refused(WRONG));
    }
  }

  @Test
  void theRightPasswordGivesTheAccount() {
    Account account = account(password("alice", "pa:ss wörd"));

    assertThat(account.name()).isEqualTo("alice");
    assertThat(account.organization()).isEqualTo("MyOrg1MSP");
  }

  @Test
  void aTokenGivesItsAccountWhateverTheSpellingOfTheScheme() {
    assertThat(account(ask("Bearer token-of-alice", HERE)).name()).isEqualTo("alice");
    assertThat(account(ask("bearer  token-of-alice ", HERE)).name()).isEqualTo("alice");
    assertThat(account(ask(Fixtures.basic("bob", "bob's").replace("Basic", "BASIC"), HERE)).name())
        .isEqualTo("bob");
  }

  @Test
  void aWrongPasswordAndAWrongNameAreAnsweredAlike() {
    assertThat(password("alice", "wrong")).isEqualTo(new Refused(WRONG));
    assertThat(password("carol", "wrong")).isEqualTo(new Refused(WRONG));
    assertThat(password("alice", "")).isEqualTo(new Refused(WRONG));
    assertThat(password("alice", "x".repeat(73))).isEqualTo(new Refused(WRONG));
    assertThat(password("", "")).isEqualTo(new Refused(WRONG));
  }

  @Test
  void theDummyOfAnUnknownNameLetsNobodyIn() {
    assertThat(password("carol", "pa:ss wörd")).isEqualTo(new Refused(WRONG));
    assertThat(password("carol", "bob's")).isEqualTo(new Refused(WRONG));
    assertThat(password("bob", "pa:ss wörd")).isEqualTo(new Refused(WRONG));
  }

  @Test
  void anUnknownNameIsHeldOffAfterAsManyAttemptsAsAKnownOne() {
    exhaust("carol", HERE);
    exhaust("alice", HERE);

    assertThat(password("carol", "wrong")).isInstanceOf(TooMany.class);
    assertThat(password("alice", "wrong")).isInstanceOf(TooMany.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''            | this needs an account
          ' '           | this needs an account
          Digest a=b    | the header authorization must be of the scheme Basic or Bearer
          alice         | the header authorization must be of the scheme Basic or Bearer
          Basic         | the header authorization has no name and password that can be read
          Basic %%%     | the header authorization has no name and password that can be read
          Basic YWxpY2U= | the header authorization has no name and password that can be read
          Basic wyg6eA== | the header authorization has no name and password that can be read
          Bearer        | the header authorization has no bearer token that can be read
          Bearer a b    | the header authorization has no bearer token that can be read
          Bearer x      | the token is unknown, revoked or expired
          """)
  void whatNobodyCanBeKnownByIsToldWhy(String header, String reason) {
    Authentication answer = ask(header, HERE);

    assertThat(answer).isInstanceOf(Refused.class);
    assertThat(((Refused) answer).reason()).startsWith(reason);
  }

  @Test
  void withoutAHeaderAnAccountIsAskedFor() {
    assertThat(ask(null, HERE))
        .isEqualTo(
            new Refused("this needs an account: send its name and password, or a bearer token"));
  }

  @Test
  void passwordsAreReadAsUtf8Only() {
    byte[] latin = "alice:pa:ss wörd".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(ask("Basic " + Base64.getEncoder().encodeToString(latin), HERE))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aPasswordThatIsKnownToBeRightIsAnsweredAtOnce() {
    assertThat(account(password("alice", "pa:ss wörd"))).isNotNull();

    assertThat(authenticator.authenticate(Fixtures.basic("alice", "pa:ss wörd"), ELSEWHERE))
        .isCompleted();
    now = now.plus(Duration.ofMinutes(9));
    assertThat(authenticator.authenticate(Fixtures.basic("alice", "pa:ss wörd"), ELSEWHERE))
        .as("each use makes it last")
        .isCompleted();
    now = now.plus(Duration.ofMinutes(10));
    CompletableFuture<Authentication> later =
        authenticator.authenticate(Fixtures.basic("alice", "pa:ss wörd"), ELSEWHERE);
    assertThat(account(await(later)).name()).isEqualTo("alice");
  }

  @Test
  void aRightPasswordIsNotTriedWhereTooManyWereWrong() {
    exhaust("alice", HERE);

    assertThat(password("alice", "pa:ss wörd"))
        .isEqualTo(
            new TooMany(
                "there were too many wrong passwords from this address", Duration.ofMinutes(1)));
    now = now.plusSeconds(60);
    assertThat(account(password("alice", "pa:ss wörd")).name()).isEqualTo("alice");
  }

  @Test
  void wrongPasswordsConcernNeitherOtherAddressesNorTokensNorKnownPasswords() {
    assertThat(account(password("bob", "bob's"))).isNotNull();
    for (String name : List.of("alice", "bob", "carol", "dave")) {
      exhaust(name, HERE);
    }
    assertThat(password("erin", "wrong")).isInstanceOf(TooMany.class);

    assertThat(account(password("bob", "bob's"))).as("known").isNotNull();
    assertThat(account(ask("Bearer token-of-alice", HERE))).as("a token").isNotNull();
    assertThat(account(ask(Fixtures.basic("alice", "pa:ss wörd"), ELSEWHERE))).isNotNull();
  }

  @Test
  void guessesMadeAtOnceAreCountedAsThoseMadeInTurn() {
    List<CompletableFuture<Authentication>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(authenticator.authenticate(Fixtures.basic("alice", "guess " + i), HERE));
    }

    assertThat(answers.stream().map(AuthenticatorTest::await))
        .filteredOn(answer -> answer.equals(new Refused(WRONG)))
        .hasSize(Attempts.OF_ACCOUNT);
  }

  @Test
  void manyCallsAtOnceWithTheRightPasswordAreAllLetIn() {
    List<CompletableFuture<Authentication>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(authenticator.authenticate(Fixtures.basic("alice", "pa:ss wörd"), HERE));
    }

    assertThat(answers.stream().map(AuthenticatorTest::await))
        .allSatisfy(answer -> assertThat(account(answer).name()).isEqualTo("alice"));
  }

  @Test
  void aFloodFromManyAddressesIsTurnedAwayWithoutCountingAsWrong() {
    accounts = accounts.with(costly("bob"));
    TooMany busy = new TooMany("too many passwords wait to be checked", Duration.ofSeconds(5));
    List<CompletableFuture<Authentication>> flood = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      flood.add(authenticator.authenticate(Fixtures.basic("bob", "no"), address(i)));
    }
    List<Authentication> answers = flood.stream().map(AuthenticatorTest::await).toList();

    assertThat(answers).contains(busy).containsOnly(busy, new Refused(WRONG));
    InetAddress dropped = address(answers.indexOf(busy));
    exhaust("bob", dropped);
  }

  /** An account whose password takes some milliseconds to check. */
  private static StoredAccount costly(String name) {
    byte[] salt = new byte[16];
    return Fixtures.account(name, "")
        .withPassword(OpenBSDBCrypt.generate("2b", Passwords.bytes("right"), salt, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "token"})
  void whatIsTakenBackHoldsNoLonger(String kind) {
    Authentication answer =
        kind.equals("password")
            ? password("alice", "pa:ss wörd")
            : ask("Bearer token-of-alice", HERE);
    assertThat(holds(answer)).isTrue();

    accounts = accounts.without("alice");

    assertThat(holds(answer)).isFalse();
    assertThat(password("alice", "pa:ss wörd")).isEqualTo(new Refused(WRONG));
    assertThat(ask("Bearer token-of-alice", HERE)).isInstanceOf(Refused.class);
  }

  @Test
  void aChangedPasswordEndsTheOldOneAtOnceAndLeavesTheTokens() {
    Authentication old = password("alice", "pa:ss wörd");
    accounts =
        accounts.with(
            accounts.find("alice").orElseThrow().withPassword(Fixtures.hash("new password")));

    assertThat(holds(old)).isFalse();
    assertThat(password("alice", "pa:ss wörd")).isEqualTo(new Refused(WRONG));
    assertThat(account(password("alice", "new password"))).isNotNull();
    assertThat(account(ask("Bearer token-of-alice", HERE))).isNotNull();
  }

  @Test
  void anAccountWithOtherRightsHasToBeLetInAnew() {
    Authentication old = password("alice", "pa:ss wörd");
    StoredAccount alice = accounts.find("alice").orElseThrow();
    Account lesser = new Account("alice", "MyOrg1MSP", alice.account().channels(), Access.READ);
    accounts = accounts.with(new StoredAccount(lesser, alice.passwordHash(), alice.tokens()));

    assertThat(holds(old)).isFalse();
    assertThat(account(password("alice", "pa:ss wörd"))).isEqualTo(lesser);
  }

  @Test
  void aRevokedTokenAndAnExpiredOneLetNobodyIn() {
    Authentication first = ask("Bearer token-of-alice", HERE);
    StoredAccount alice = accounts.find("alice").orElseThrow();
    accounts =
        accounts.with(
            alice
                .without(alice.tokens().get(0))
                .with(
                    new StoredToken(
                        "t2",
                        Tokens.sha256("short"),
                        now,
                        Optional.of(now.plusSeconds(60)),
                        Optional.empty())));

    assertThat(holds(first)).isFalse();
    assertThat(ask("Bearer token-of-alice", HERE)).isInstanceOf(Refused.class);
    Authentication second = ask("Bearer short", HERE);
    assertThat(holds(second)).isTrue();
    now = now.plusSeconds(60);
    assertThat(holds(second)).isFalse();
    assertThat(ask("Bearer short", HERE)).isInstanceOf(Refused.class);
  }
}
