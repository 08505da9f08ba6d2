package orchestrator.http.account;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import orchestrator.http.account.Authentication.Authenticated;
import orchestrator.http.account.Authentication.Refused;
import orchestrator.http.account.Authentication.TooMany;
import orchestrator.http.account.PasswordChecks.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the header Authorization whose call it is. A password takes a fifth of a second the
 * first time, in a thread of its own, and microseconds for the next minutes; a token takes
 * microseconds.
 *
 * <p>Whoever tries too many wrong passwords from an address has to wait: 5 for an account and 20 in
 * all, then one a minute and four a minute. Passwords known to be right, tokens, and other
 * addresses are not concerned.
 */
public final class Authenticator implements AutoCloseable {
  /** The values of the header WWW-Authenticate in answers 401. */
  public static final String CHALLENGE =
      "Basic realm=\"orchestrator\", charset=\"UTF-8\", Bearer realm=\"orchestrator\"";

  /** The same for scripts in a page: Basic would have the browser ask, over the page's head. */
  public static final String CHALLENGE_OF_SCRIPTS = "Bearer realm=\"orchestrator\"";

  private static final int THREADS = 2;
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final Refused WRONG = new Refused("the account's name or its password is wrong");

  private final Supplier<Accounts> accounts;
  private final InstantSource clock;
  private final KnownPasswords known = new KnownPasswords();
  private final Attempts attempts = new Attempts();
  private final PasswordChecks checks = new PasswordChecks(THREADS);
  private final Map<Guess, CompletableFuture<Authentication>> underWay = new ConcurrentHashMap<>();

  private record Guess(String source, String key) {}

  /**
   * Knows nobody yet.
   *
   * @param accounts gives the newest ones; asked at each call
   */
  public Authenticator(Supplier<Accounts> accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Finds the account of a call.
   *
   * @param authorization the header's value; null when there is none
   * @param peer where the call comes from
   * @return complete already unless a password has to be checked; then it is completed in a thread
   *     that checks passwords, which must not be held up
   */
  public CompletableFuture<Authentication> authenticate(
      @Nullable String authorization, InetAddress peer) {
    Credentials credentials = Credentials.of(authorization);
    if (credentials instanceof Credentials.Basic basic) {
      return password(basic, Attempts.source(peer));
    }
    if (credentials instanceof Credentials.Bearer bearer) {
      return CompletableFuture.completedFuture(byToken(bearer.token()));
    }
    return CompletableFuture.completedFuture(
        new Refused(((Credentials.Unusable) credentials).reason()));
  }

  /** Finds an account by its name and its password, as {@link #authenticate} does. */
  public CompletableFuture<Authentication> byPassword(
      String name, String password, InetAddress peer) {
    return password(new Credentials.Basic(name, password), Attempts.source(peer));
  }

  /** Finds the account of a token. */
  public Authentication byToken(String token) {
    return token(Tokens.sha256(token));
  }

  /** Wrong ones are not counted: nobody guesses 256 bits, and a look into a map costs nothing. */
  private Authentication token(String sha256) {
    return accounts
        .get()
        .findToken(sha256)
        .filter(owner -> owner.token().isValidAt(clock.instant()))
        .map(owner -> owner.account().account())
        .<Authentication>map(
            account -> new Authenticated(account, () -> tokenHolds(sha256, account)))
        .orElseGet(() -> new Refused("the token is unknown, revoked or expired"));
  }

  private boolean tokenHolds(String sha256, Account account) {
    return accounts
        .get()
        .findToken(sha256)
        .filter(owner -> owner.token().isValidAt(clock.instant()))
        .filter(owner -> owner.account().account().equals(account))
        .isPresent();
  }

  private CompletableFuture<Authentication> password(Credentials.Basic basic, String source) {
    Accounts present = accounts.get();
    Optional<StoredAccount> account = present.find(basic.name());
    // An unknown name takes as long as a known one.
    String hash = account.map(StoredAccount::passwordHash).orElseGet(present::costliestHash);
    String key = known.key(basic.name(), basic.password(), hash);
    if (account.isPresent() && known.isKnown(key, clock.instant())) {
      return CompletableFuture.completedFuture(authenticated(account.get()));
    }
    Guess guess = new Guess(source, key);
    CompletableFuture<Authentication> answer = new CompletableFuture<>();
    // A page asks for many things at once with the same password: it is checked once.
    CompletableFuture<Authentication> other = underWay.putIfAbsent(guess, answer);
    if (other != null) {
      return other.copy();
    }
    CompletableFuture<Authentication> unused =
        check(basic, source, account, hash, key)
            .whenComplete(
                (result, failure) -> {
                  underWay.remove(guess);
                  if (failure != null) {
                    answer.completeExceptionally(failure);
                  } else {
                    answer.complete(result);
                  }
                });
    return answer;
  }

  private CompletableFuture<Authentication> check(
      Credentials.Basic basic,
      String source,
      Optional<StoredAccount> account,
      String hash,
      String key) {
    // What can be no name is nobody's; all others count alike, so that none is told to be known.
    String name = AccountsReader.isName(basic.name()) ? basic.name() : "";
    Attempts.Turn turn = attempts.begin(source, name, clock.instant());
    if (!turn.pause().isZero()) {
      return CompletableFuture.completedFuture(
          new TooMany("there were too many wrong passwords from this address", turn.pause()));
    }
    return checks
        .check(basic.password(), hash, turn.rank())
        .thenApply(
            verdict -> {
              boolean right = verdict == Verdict.RIGHT && account.isPresent();
              if (right) {
                known.remember(key, clock.instant());
              }
              if (right || verdict == Verdict.DROPPED) {
                attempts.forgive(source, name, clock.instant());
              }
              if (verdict == Verdict.DROPPED) {
                return new TooMany("too many passwords wait to be checked", BUSY);
              }
              // The file may have changed meanwhile.
              return right && passwordHolds(account.get()) ? authenticated(account.get()) : WRONG;
            });
  }

  private Authentication authenticated(StoredAccount account) {
    return new Authenticated(account.account(), () -> passwordHolds(account));
  }

  private boolean passwordHolds(StoredAccount account) {
    return accounts
        .get()
        .find(account.account().name())
        .filter(now -> now.account().equals(account.account()))
        .filter(now -> now.passwordHash().equals(account.passwordHash()))
        .isPresent();
  }

  /** Checks no more passwords. */
  @Override
  public void close() {
    checks.close();
  }
}
