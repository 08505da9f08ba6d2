package orchestrator.http.account;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Tells what came of a call's credentials. */
public sealed interface Authentication {

  /**
   * Lets the call in.
   *
   * @param holds whether it would still be let in, by the newest accounts; cheap, for what lasts
   */
  record Authenticated(Account account, BooleanSupplier holds) implements Authentication {}

  /**
   * Keeps the call out: 401.
   *
   * @param reason one sentence; it does not tell which of name and password was wrong
   */
  record Refused(String reason) implements Authentication {}

  /**
   * Keeps the call out for now: 429.
   *
   * @param reason one sentence
   * @param retryAfter at least a second, in whole seconds
   */
  record TooMany(String reason, Duration retryAfter) implements Authentication {}
}
