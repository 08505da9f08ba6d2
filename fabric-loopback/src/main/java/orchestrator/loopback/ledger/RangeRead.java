package orchestrator.loopback.ledger;

import java.util.Iterator;
import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/** Walks through a range of keys, and remembers how far it has come and what it has seen. */
public final class RangeRead {
  private final String end;
  private final Iterator<StateAtHeight.Entry> entries;
  private final RangeQueryInfo.Builder recorded;
  private final QueryReads.Builder seen = QueryReads.newBuilder();

  RangeRead(String start, String end, Iterator<StateAtHeight.Entry> entries) {
    this.end = end;
    this.entries = entries;
    this.recorded = RangeQueryInfo.newBuilder().setStartKey(start);
  }

  /** The next key that has a value; empty at the end of the range, which is recorded too. */
  public Optional<StateAtHeight.Entry> next() {
    if (!entries.hasNext()) {
      recorded.setItrExhausted(true).setEndKey(end);
      return Optional.empty();
    }
    StateAtHeight.Entry entry = entries.next();
    String key = entry.key().toStringUtf8();
    seen.addKvReads(KVRead.newBuilder().setKey(key).setVersion(entry.height().toVersion()));
    recorded.setEndKey(key);
    return Optional.of(entry);
  }

  /** The key that comes next; it does not count as seen and ends the walk. */
  public Optional<String> bookmark() {
    return entries.hasNext() ? Optional.of(entries.next().key().toStringUtf8()) : Optional.empty();
  }

  /** What it has seen up to now. */
  RangeQueryInfo recorded() {
    return seen.getKvReadsCount() == 0
        ? recorded.build()
        : recorded.clone().setRawReads(seen).build();
  }
}
