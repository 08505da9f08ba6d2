package orchestrator.e2e.harness.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Writes files of accounts as a person or another program would. */
public final class TestAccounts {
  private final StringBuilder yaml = new StringBuilder("accounts:\n");

  /** Adds an account of MyOrg1MSP on mychannel; {@link #tokens} gives it tokens. */
  public TestAccounts account(String name, String password, String access) {
    // The cheapest cost: the tests are about who gets in, not about how long it takes.
    String hash =
        OpenBSDBCrypt.generate("2y", password.getBytes(StandardCharsets.UTF_8), new byte[16], 4);
    yaml.append(
        """
          %s:
            password: %s
            organization: MyOrg1MSP
            channels: [mychannel]
            access: %s
        """
            .formatted(name, hash, access));
    return this;
  }

  /** Adds tokens to the account that was added last, which are valid before a time. */
  public TestAccounts tokens(String expires, String... tokens) throws GeneralSecurityException {
    yaml.append("    tokens:\n");
    for (String token : tokens) {
      yaml.append(
          """
                %s: {sha256: %s, created: 2026-01-01T00:00:00Z, expires: %s}
          """
              .formatted(token, sha256(token), expires));
    }
    return this;
  }

  private static String sha256(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Puts them in the place of a file, at once. */
  public void replace(Path file) throws IOException {
    Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), yaml);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The header Authorization for a name and a password. */
  public static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
