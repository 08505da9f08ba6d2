package orchestrator.http.account;

/** Says in one sentence what is wrong with accounts, or with what is asked of them. */
public final class AccountsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception with this sentence. */
  public AccountsException(String sentence) {
    super(sentence);
  }
}
