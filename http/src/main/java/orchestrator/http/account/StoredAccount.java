package orchestrator.http.account;

import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps what a file tells of an account.
 *
 * @param passwordHash by bcrypt
 */
record StoredAccount(Account account, String passwordHash, List<StoredToken> tokens) {
  StoredAccount {
    tokens = List.copyOf(tokens);
  }

  StoredAccount withPassword(String hash) {
    return new StoredAccount(account, hash, tokens);
  }

  StoredAccount with(StoredToken token) {
    return new StoredAccount(
        account, passwordHash, Stream.concat(tokens.stream(), Stream.of(token)).toList());
  }

  StoredAccount without(StoredToken token) {
    return new StoredAccount(
        account, passwordHash, tokens.stream().filter(other -> !other.equals(token)).toList());
  }
}
