package orchestrator.http.account;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header Authorization: RFC 7617 with UTF-8, or RFC 6750. */
sealed interface Credentials {

  /** Holds a name and a password, of which neither need be right. */
  record Basic(String name, String password) implements Credentials {}

  /** Holds a token, which need not be right. */
  record Bearer(String token) implements Credentials {}

  /**
   * Stands for a header from which nobody can be known.
   *
   * @param reason one sentence
   */
  record Unusable(String reason) implements Credentials {}

  /** What the header says. */
  static Credentials of(@Nullable String authorization) {
    if (authorization == null || authorization.isBlank()) {
      return new Unusable("this needs an account: send its name and password, or a bearer token");
    }
    String header = authorization.strip();
    int blank = header.indexOf(' ');
    String scheme = (blank < 0 ? header : header.substring(0, blank)).toLowerCase(Locale.ROOT);
    String rest = blank < 0 ? "" : header.substring(blank).strip();
    return switch (scheme) {
      case "basic" -> basic(rest);
      case "bearer" ->
          TOKEN68.matcher(rest).matches()
              ? new Bearer(rest)
              : new Unusable("the header authorization has no bearer token that can be read");
      default -> new Unusable("the header authorization must be of the scheme Basic or Bearer");
    };
  }

  private static Credentials basic(String encoded) {
    try {
      String pair =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
              .toString();
      int colon = pair.indexOf(':');
      if (colon >= 0) {
        return new Basic(pair.substring(0, colon), pair.substring(colon + 1));
      }
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // Said below.
    }
    return new Unusable(
        "the header authorization has no name and password that can be read: "
            + "Basic, and NAME:PASSWORD as UTF-8 in Base64");
  }

  /** What RFC 7235 lets a token be made of. */
  Pattern TOKEN68 = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
}
