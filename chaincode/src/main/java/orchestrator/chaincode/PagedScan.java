package orchestrator.chaincode;

import java.util.ArrayDeque;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Scan;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIteratorWithMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a range in pages. A page may begin at any key, so that a far leap costs one query;
 * and no limit of the peer on the length of an answer cuts it short.
 */
final class PagedScan implements Scan {
  private static final int PAGE = 100;

  private final ChaincodeStub stub;
  private final Key prefix;
  private final ArrayDeque<KeyValue> page = new ArrayDeque<>();
  // Where the next page begins: empty text for the beginning of the range.
  private Optional<String> bookmark = Optional.of("");
  private @Nullable Key key;
  private byte @Nullable [] value;

  PagedScan(ChaincodeStub stub, Key prefix) {
    this.stub = stub;
    this.prefix = prefix;
  }

  @Override
  public boolean next() {
    while (page.isEmpty() && bookmark.isPresent()) {
      read(bookmark.get());
    }
    KeyValue entry = page.poll();
    if (entry == null) {
      return false;
    }
    key = LedgerKeys.key(entry.getKey());
    value = entry.getValue();
    return true;
  }

  private void read(String from) {
    try (QueryResultsIteratorWithMetadata<KeyValue> results =
        stub.getStateByPartialCompositeKeyWithPagination(LedgerKeys.prefix(prefix), PAGE, from)) {
      for (KeyValue entry : results) {
        // The peer gives the prefix too when it is a key.
        if (LedgerKeys.key(entry.getKey()).isBelow(prefix)) {
          page.add(entry);
        }
      }
      String next = results.getMetadata().getBookmark();
      bookmark = next.isEmpty() ? Optional.empty() : Optional.of(next);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a query of the peer cannot be closed", e);
    }
  }

  @Override
  public Key key() {
    return Entries.current(key);
  }

  @Override
  public byte[] value() {
    return Entries.current(value);
  }

  @Override
  public void seek(Key target) {
    while (!page.isEmpty() && LedgerKeys.key(page.element().getKey()).compareTo(target) < 0) {
      page.remove();
    }
    if (page.isEmpty() && bookmark.isPresent()) {
      // The walk may be further on already.
      boolean further =
          !bookmark.get().isEmpty() && LedgerKeys.key(bookmark.get()).compareTo(target) > 0;
      bookmark = further ? bookmark : Optional.of(LedgerKeys.text(target));
    }
  }

  @Override
  public void close() {
    page.clear();
    bookmark = Optional.empty();
  }
}
