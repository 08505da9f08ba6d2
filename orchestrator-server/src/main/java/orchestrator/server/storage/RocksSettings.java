package orchestrator.server.storage;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;

/** How RocksDB is set up; holds native memory until it is closed. */
final class RocksSettings implements AutoCloseable {
  private static final long MIB = 1 << 20;

  static {
    RocksDB.loadLibrary();
  }

  private final LRUCache cache = new LRUCache(32 * MIB);
  private final BloomFilter bloom = new BloomFilter(10);
  private final Options options;

  RocksSettings() {
    options =
        new Options()
            .setCreateIfMissing(true)
            // A process that dies while it writes leaves an incomplete last record, which nobody
            // was
            // told of: that one is dropped. Damage anywhere else stops the start.
            .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
            .setWriteBufferSize(16 * MIB)
            .setMaxWriteBufferNumber(3)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
  }

  Options options() {
    return options;
  }

  @Override
  public void close() {
    options.close();
    bloom.close();
    cache.close();
  }
}
