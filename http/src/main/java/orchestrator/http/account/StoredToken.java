package orchestrator.http.account;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps what a file tells of a token, which is not the token itself.
 *
 * @param sha256 of the token's text, in hexadecimal
 */
record StoredToken(
    String id, String sha256, Instant created, Optional<Instant> expires, Optional<String> note) {

  boolean isValidAt(Instant time) {
    return expires.map(time::isBefore).orElse(true);
  }
}
