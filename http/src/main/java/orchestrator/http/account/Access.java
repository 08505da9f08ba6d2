package orchestrator.http.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Names what an account may do. */
public enum Access {
  /** Calls that change nothing, and events. */
  READ,
  /** Every call. */
  WRITE;

  /** The word for it in the file and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Access> of(String word) {
    return Stream.of(values()).filter(access -> access.word().equals(word)).findFirst();
  }
}
