package orchestrator.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who holds the state. */
public enum Mode {
  /** A store in the server's own data folder. */
  EMBEDDED,
  /** A CouchDB; the data folder then holds a view of it that can be made anew. */
  COUCHDB;

  static Mode parse(String text) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be " + choices()));
  }

  private static String choices() {
    return Arrays.stream(values()).map(Mode::toString).collect(Collectors.joining(" or "));
  }

  /** As the setting writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
