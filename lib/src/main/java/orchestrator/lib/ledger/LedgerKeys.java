package orchestrator.lib.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Tables;

/** Writes keys as Fabric's composite keys, which are ordered alike. */
public final class LedgerKeys {
  /** What a composite key begins and ends with, and what stands between its parts. */
  public static final String SEPARATOR = "\0";

  private static final Key EVENTS = Tables.EVENTS.after("").prefix();

  private LedgerKeys() {}

  /** Returns the key as a peer knows it. */
  public static String text(Key key) {
    return SEPARATOR + new String(key.bytes(), UTF_8) + SEPARATOR;
  }

  /** Returns the key that a peer knows by this text; empty if the text is no composite key. */
  public static Optional<Key> find(String text) {
    return text.length() > 1 && text.startsWith(SEPARATOR) && text.endsWith(SEPARATOR)
        ? Optional.of(Key.ofBytes(text.substring(1, text.length() - 1).getBytes(UTF_8)))
        : Optional.empty();
  }

  /**
   * Returns the key that a peer knows by this text.
   *
   * @throws IllegalArgumentException if the text is no composite key
   */
  public static Key key(String text) {
    return find(text).orElseThrow(() -> new IllegalArgumentException("no composite key: " + text));
  }

  /** Returns the key of the row that holds an event, whether there is such an event or not. */
  public static Key eventRow(String eventId) {
    return EVENTS.append(eventId.getBytes(UTF_8));
  }

  /** True if this is the key of a row that holds an event. */
  public static boolean isEventRow(Key key) {
    return key.isBelow(EVENTS);
  }
}
