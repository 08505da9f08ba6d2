package orchestrator.chaincode;

import java.util.Map;
import java.util.Optional;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * Shows a peer's state as one transaction sees it. The peer gives committed state only; the
 * transaction's own writes lie on top until {@link #flush}.
 */
final class LedgerDatabase implements Database {
  private final ChaincodeStub stub;
  private final Overlay overlay;

  /**
   * The state behind a stub.
   *
   * @param readsOnly whether nothing will be written
   */
  LedgerDatabase(ChaincodeStub stub, boolean readsOnly) {
    this.stub = stub;
    this.overlay = new Overlay(new PeerReader(stub, readsOnly));
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return overlay.get(key);
  }

  @Override
  public Scan scan(Range range) {
    return overlay.scan(range);
  }

  @Override
  public void put(Key key, byte[] value) {
    overlay.put(key, checked(key, value));
  }

  @Override
  public void insert(Key key, byte[] value) {
    overlay.insert(key, checked(key, value));
  }

  private static byte[] checked(Key key, byte[] value) {
    if (value.length == 0) {
      throw new IllegalArgumentException("a ledger takes the empty value of " + key + " for none");
    }
    return value;
  }

  @Override
  public void delete(Key key) {
    overlay.delete(key);
  }

  /** How many bytes the writes have so far, keys and values. */
  long size() {
    return overlay.changes().entrySet().stream()
        .mapToLong(
            change ->
                change.getKey().bytes().length
                    + change.getValue().map(value -> value.length).orElse(0))
        .sum();
  }

  /** Hands all writes to the peer, in the order of the keys. */
  void flush() {
    for (Map.Entry<Key, Optional<byte[]>> change : overlay.changes().entrySet()) {
      String key = LedgerKeys.text(change.getKey());
      if (change.getValue().isPresent()) {
        stub.putState(key, change.getValue().get());
      } else {
        stub.delState(key);
      }
    }
  }
}
