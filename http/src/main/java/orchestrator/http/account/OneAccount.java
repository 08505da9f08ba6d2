package orchestrator.http.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Knows one account whose password was given at the start, and is in no file. */
public final class OneAccount {
  private final Account account;
  private final byte[] expected;

  /** Lets in who names this account with this password. */
  public OneAccount(Account account, String password) {
    this.account = account;
    this.expected = digest(new Credentials.Basic(account.name(), password));
  }

  /** Whose it is. */
  public Account account() {
    return account;
  }

  /**
   * Whether a call is its own. How long that takes tells nothing about the name and the password.
   *
   * @param authorization the header's value; null when there is none
   */
  public boolean isMeantBy(@Nullable String authorization) {
    return Credentials.of(authorization) instanceof Credentials.Basic basic
        && MessageDigest.isEqual(expected, digest(basic));
  }

  /** Of the same length for all; a name has no colon. */
  private static byte[] digest(Credentials.Basic basic) {
    return Tokens.sha256(basic.name() + ":" + basic.password()).getBytes(StandardCharsets.US_ASCII);
  }
}
