package orchestrator.chaincode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Key;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.jspecify.annotations.Nullable;

/**
 * Gives the scans what they have in common: the form of a prefix, and the check that there is an
 * entry.
 */
final class ScanSupport {
  private ScanSupport() {}

  static <T> T current(@Nullable T what) {
    if (what == null) {
      throw new IllegalStateException("the scan has no current entry");
    }
    return what;
  }

  /** Returns what the keys below a prefix begin with. */
  static CompositeKey below(Key prefix) {
    String[] parts = new String(prefix.bytes(), UTF_8).split(LedgerKeys.SEPARATOR, -1);
    return new CompositeKey(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
  }
}
