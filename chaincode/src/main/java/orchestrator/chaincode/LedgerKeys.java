package orchestrator.chaincode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import orchestrator.lib.persistence.Key;
import org.hyperledger.fabric.shim.ledger.CompositeKey;

/** Keys as Fabric's composite keys, which are ordered alike. */
final class LedgerKeys {
  private static final String SEPARATOR = "\0";

  private LedgerKeys() {}

  /** The key as the peer knows it. */
  static String text(Key key) {
    return SEPARATOR + new String(key.bytes(), UTF_8) + SEPARATOR;
  }

  /** The key that the peer knows by this text. */
  static Key key(String text) {
    return Key.ofBytes(text.substring(1, text.length() - 1).getBytes(UTF_8));
  }

  /** What all keys below the prefix begin with. */
  static CompositeKey prefix(Key prefix) {
    String[] parts = new String(prefix.bytes(), UTF_8).split(SEPARATOR, -1);
    return new CompositeKey(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
  }
}
