package orchestrator.http.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import orchestrator.http.account.Authentication.Authenticated;

/**
 * Holds who has signed in, in memory: a restart signs everybody out. A session ends an hour after
 * its last use, twelve hours after its beginning, and as soon as the account, password or token
 * that it was opened with is not valid any more. Of an account there are 20 at most, and 10 000 in
 * all; one more takes the place of the one that was not used for longest.
 */
public final class Sessions {
  static final Duration IDLE = Duration.ofHours(1);
  static final Duration LONGEST = Duration.ofHours(12);
  static final int OF_ACCOUNT = 20;
  static final int MOST = 10_000;

  private final InstantSource clock;

  /**
   * By the hash of the secret, so that a look takes no longer for one that is nearly right; the one
   * that was not used for longest first.
   */
  private final Map<String, Session> open = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<String, Integer> ofAccount = new HashMap<>();

  /** Nobody has signed in yet. */
  public Sessions(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Session {
    private final Authenticated opened;
    private final Instant ends;
    private Instant lastUse;

    Session(Authenticated opened, Instant now) {
      this.opened = opened;
      this.ends = now.plus(LONGEST);
      this.lastUse = now;
    }

    String account() {
      return opened.account().name();
    }

    boolean isOver(Instant now) {
      return !now.isBefore(ends)
          || !now.isBefore(lastUse.plus(IDLE))
          || !opened.holds().getAsBoolean();
    }
  }

  /**
   * Opens a session.
   *
   * @param authenticated what the account was let in with
   * @return the secret that names it from now on
   */
  public synchronized String open(Authenticated authenticated) {
    Instant now = clock.instant();
    String account = authenticated.account().name();
    if (count(account) >= OF_ACCOUNT) {
      makeRoom(own -> own.account().equals(account), now);
    }
    if (open.size() >= MOST) {
      makeRoom(any -> true, now);
    }
    String secret = Tokens.newToken();
    open.put(Tokens.sha256(secret), new Session(authenticated, now));
    ofAccount.merge(account, 1, Integer::sum);
    return secret;
  }

  private int count(String account) {
    return ofAccount.getOrDefault(account, 0);
  }

  /**
   * Drops those that have ended, and where there are none the one that was not used for longest.
   */
  private void makeRoom(Predicate<Session> among, Instant now) {
    Optional<String> oldest = Optional.empty();
    List<String> ended = new ArrayList<>();
    for (Map.Entry<String, Session> each : open.entrySet()) {
      if (among.test(each.getValue())) {
        oldest = oldest.or(() -> Optional.of(each.getKey()));
        if (each.getValue().isOver(now)) {
          ended.add(each.getKey());
        }
      }
    }
    (ended.isEmpty() ? oldest.stream().toList() : ended).forEach(this::remove);
  }

  private void remove(String key) {
    Optional.ofNullable(open.remove(key))
        .ifPresent(
            it -> ofAccount.computeIfPresent(it.account(), (name, n) -> n > 1 ? n - 1 : null));
  }

  /**
   * Finds the account of a session, which is used by this. While a call of it lasts, such as a
   * stream, each look whether it still holds is a use too.
   */
  public Optional<Authenticated> find(String secret) {
    String key = Tokens.sha256(secret);
    return use(key)
        .map(session -> new Authenticated(session.opened.account(), () -> use(key).isPresent()));
  }

  private synchronized Optional<Session> use(String key) {
    Instant now = clock.instant();
    Optional<Session> found = Optional.ofNullable(open.get(key));
    if (found.filter(it -> it.isOver(now)).isPresent()) {
      remove(key);
      return Optional.empty();
    }
    found.ifPresent(it -> it.lastUse = now);
    return found;
  }

  /** When a session ends at the latest; empty when there is none. */
  public synchronized Optional<Instant> end(String secret) {
    return Optional.ofNullable(open.get(Tokens.sha256(secret))).map(it -> it.ends);
  }

  /** Ends a session, if it is one. */
  public synchronized void close(String secret) {
    remove(Tokens.sha256(secret));
  }

  /** How many there are, with those that nobody has asked for since they ended. */
  synchronized int size() {
    return open.size();
  }
}
