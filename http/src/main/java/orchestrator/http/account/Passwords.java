package orchestrator.http.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Hashes passwords with bcrypt, and checks them. */
final class Passwords {
  /** As long as bcrypt reads; it would ignore the rest. */
  static final int MOST_BYTES = 72;

  static final int COST = 12;

  /** What an owner chooses, but not hours for one call. */
  static final int LEAST_COST = 4;

  static final int MOST_COST = 16;

  /** No password is known that has this hash. */
  static final String NOBODYS_HASH = "$2b$12$KIXQJ1d0dR0m1zC4pXl0UeN0bodyNobodyNobodyNobodyNobodyO";

  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** Says in one clause why it cannot be a password. */
  static Optional<String> fault(String password) {
    if (password.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("it has a control character");
    }
    if (password.indexOf('\uFFFD') >= 0) {
      return Optional.of("it has a character that is lost on the way here; is the locale UTF-8?");
    }
    int length = bytes(password).length;
    return length > MOST_BYTES
        ? Optional.of(
            "it has " + length + " bytes in UTF-8, and bcrypt reads no more than " + MOST_BYTES)
        : Optional.empty();
  }

  /** A hash of a password without fault, with a salt of its own. */
  static String hash(String password, int cost) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    return OpenBSDBCrypt.generate("2b", bytes(password), salt, cost);
  }

  /** Whether the text is a hash that can be checked in a bearable time. */
  static boolean isHash(String text) {
    return HASH.matcher(text).matches() && cost(text) >= LEAST_COST && cost(text) <= MOST_COST;
  }

  /** Of a hash: each more takes twice as long. */
  static int cost(String hash) {
    return Integer.parseInt(hash.substring(4, 6));
  }

  /** Whether the password has this hash; takes as long when it has not. */
  static boolean matches(String password, String hash) {
    return fault(password).isEmpty() && OpenBSDBCrypt.checkPassword(hash, bytes(password));
  }

  /** Keyboards differ in how they compose an é. */
  static byte[] bytes(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
  }
}
