package orchestrator.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who holds the state. */
public enum Mode {
  /** A store in the server's own data folder. */
  EMBEDDED,
  /** A CouchDB; the data folder then holds a view of it that can be made anew. */
  COUCHDB,
  /** The chaincode of a Hyperledger Fabric network. */
  LEDGER;

  static Mode parse(String text) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be " + choices()));
  }

  /** Such as {@code one, two or three}. */
  private static String choices() {
    List<String> all = Arrays.stream(values()).map(Mode::toString).toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }

  /** As the setting writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
