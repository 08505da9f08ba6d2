package orchestrator.server.storage;

import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;

/** Shows the state at one moment; keeps the database open until it is closed. */
final class RocksSnapshot implements Snapshot {
  private final RocksDB db;
  private final org.rocksdb.Snapshot snapshot;
  private final ReadOptions options;
  private final Runnable afterClose;

  RocksSnapshot(RocksDB db, Runnable afterClose) {
    this.db = db;
    this.snapshot = db.getSnapshot();
    this.options = new ReadOptions().setSnapshot(snapshot);
    this.afterClose = afterClose;
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return RocksDatabase.get(db, options, key);
  }

  @Override
  public Scan scan(Range range) {
    return new RocksScan(db, options, range, () -> {});
  }

  @Override
  public void close() {
    options.close();
    db.releaseSnapshot(snapshot);
    afterClose.run();
  }
}
