package orchestrator.http.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** What the tests of accounts share. */
final class Fixtures {
  static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private Fixtures() {}

  /** The cheapest hash of a password. */
  static String hash(String password) {
    return OpenBSDBCrypt.generate("2b", Passwords.bytes(password), new byte[16], 4);
  }

  static StoredAccount account(String name, String password, StoredToken... tokens) {
    return new StoredAccount(
        new Account(name, "MyOrg1MSP", Set.of("mychannel"), Access.WRITE),
        hash(password),
        List.of(tokens));
  }

  static StoredToken token(String id, String token) {
    return new StoredToken(id, Tokens.sha256(token), NOON, Optional.empty(), Optional.empty());
  }

  static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, Accounts accounts) throws IOException {
    Files.writeString(file, AccountsWriter.write(accounts));
  }
}
