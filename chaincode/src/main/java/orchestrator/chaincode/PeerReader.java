package orchestrator.chaincode;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * Reads the committed state of a peer, as it is when the transaction reads it for the first time.
 * Each key, and each range as far as it is walked through, becomes part of what the transaction has
 * read: it is valid only if nothing of that has changed when it is ordered.
 */
final class PeerReader implements Reader {
  private final ChaincodeStub stub;
  private final boolean readsOnly;
  private final Map<Key, Optional<byte[]>> read = new HashMap<>();

  /**
   * The state behind a stub.
   *
   * @param readsOnly whether the transaction writes nothing: then a scan may begin anywhere, by
   *     queries in pages, which a peer refuses to transactions that write
   */
  PeerReader(ChaincodeStub stub, boolean readsOnly) {
    this.stub = stub;
    this.readsOnly = readsOnly;
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return read.computeIfAbsent(key, this::ask);
  }

  /** A peer knows no empty values. */
  private Optional<byte[]> ask(Key key) {
    byte[] value = stub.getState(LedgerKeys.text(key));
    return value == null || value.length == 0 ? Optional.empty() : Optional.of(value);
  }

  @Override
  public Scan scan(Range range) {
    if (range.descending() && readsOnly) {
      return new BackwardScan(stub, range.prefix(), range.from());
    }
    if (range.descending()) {
      try (Scan all = ascending(range.prefix())) {
        return new ReversedScan(all, range.from());
      }
    }
    Scan scan = ascending(range.prefix());
    range.from().ifPresent(scan::seek);
    return scan;
  }

  private Scan ascending(Key prefix) {
    return readsOnly ? new PagedScan(stub, prefix) : new PeerScan(stub, prefix);
  }
}
