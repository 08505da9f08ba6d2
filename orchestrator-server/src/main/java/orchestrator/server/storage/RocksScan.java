package orchestrator.server.storage;

import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Walks with a RocksDB iterator that never looks beyond the range. */
final class RocksScan implements Scan {
  private static final byte[] FIRST = {};
  // UTF-8 never uses this byte: it sorts after every key below the prefix.
  private static final byte[] LAST = {(byte) 0xff};

  private final Range range;
  private final Slice lower;
  private final Slice upper;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private final Runnable afterClose;
  private boolean moved;

  RocksScan(RocksDB db, ReadOptions base, Range range, Runnable afterClose) {
    this.range = range;
    this.afterClose = afterClose;
    this.lower = new Slice(range.prefix().append(FIRST).bytes());
    this.upper = new Slice(range.prefix().append(LAST).bytes());
    this.options = new ReadOptions(base).setIterateLowerBound(lower).setIterateUpperBound(upper);
    this.iterator = db.newIterator(options);
    range.from().ifPresentOrElse(this::seek, this::seekStart);
  }

  private void seekStart() {
    if (range.descending()) {
      iterator.seekToLast();
    } else {
      iterator.seekToFirst();
    }
  }

  @Override
  public boolean next() {
    if (moved && iterator.isValid()) {
      if (range.descending()) {
        iterator.prev();
      } else {
        iterator.next();
      }
    }
    moved = true;
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
      return false;
    } catch (RocksDBException e) {
      throw RocksDatabase.failure("reading failed", e);
    }
  }

  @Override
  public Key key() {
    return Key.ofBytes(iterator.key());
  }

  @Override
  public byte[] value() {
    return iterator.value();
  }

  @Override
  public void seek(Key target) {
    if (range.descending()) {
      iterator.seekForPrev(target.bytes());
    } else {
      iterator.seek(target.bytes());
    }
    moved = false;
  }

  @Override
  public void close() {
    iterator.close();
    options.close();
    upper.close();
    lower.close();
    afterClose.run();
  }
}
