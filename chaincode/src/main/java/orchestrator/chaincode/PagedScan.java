package orchestrator.chaincode;

import java.util.ArrayDeque;
import java.util.Optional;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Key;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.hyperledger.fabric.shim.ledger.KeyValue;

/**
 * Walks forward through a range in pages. A page may begin at any key, so that a far leap costs one
 * query; and no limit of the peer on the length of an answer cuts it short.
 */
final class PagedScan extends EntryScan {
  private final ChaincodeStub stub;
  private final CompositeKey range;
  private final ArrayDeque<KeyValue> page = new ArrayDeque<>();
  // Where the next page begins: empty text for the beginning of the range.
  private Optional<String> bookmark = Optional.of("");

  PagedScan(ChaincodeStub stub, Key prefix) {
    super(prefix);
    this.stub = stub;
    this.range = ScanSupport.below(prefix);
  }

  @Override
  Optional<KeyValue> poll() {
    if (page.isEmpty() && bookmark.isPresent()) {
      read(bookmark.get());
    }
    return Optional.ofNullable(page.poll());
  }

  private void read(String from) {
    PeerPage read = PeerPage.read(stub, range, from);
    page.addAll(read.entries());
    bookmark = read.next();
  }

  @Override
  public void seek(Key target) {
    super.seek(target);
    if (page.isEmpty() || key(page.getLast()).compareTo(target) < 0) {
      page.clear();
      bookmark = bookmark.map(next -> isBefore(next, target) ? LedgerKeys.text(target) : next);
    }
  }

  private static boolean isBefore(String bookmark, Key target) {
    return bookmark.isEmpty() || LedgerKeys.key(bookmark).compareTo(target) < 0;
  }

  private static Key key(KeyValue entry) {
    return LedgerKeys.key(entry.getKey());
  }

  @Override
  public void close() {
    page.clear();
    bookmark = Optional.empty();
  }
}
