package orchestrator.server.storage;

import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WALRecoveryMode;

/** Sets RocksDB up; holds native memory until it is closed. */
final class RocksSettings implements AutoCloseable {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;

  private static final List<CompressionType> UPPER_LEVELS_UNCOMPRESSED =
      List.of(
          CompressionType.NO_COMPRESSION,
          CompressionType.NO_COMPRESSION,
          CompressionType.LZ4_COMPRESSION);

  private final BloomFilter bloom = new BloomFilter(10);
  private final TablePropertiesCollectorFactory compactDeleted;
  private final Options options;

  RocksSettings(RocksMemory memory) {
    // An index by status is used like a queue: a page of it would walk over all that has left it.
    compactDeleted =
        TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(16_384, 8_192, 0);
    options =
        new Options()
            .setCreateIfMissing(true)
            // A process that dies while it writes leaves an incomplete last record, which nobody
            // was told of: that one is dropped. Damage anywhere else stops the start.
            .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
            .setWriteBufferSize(16 * MIB)
            .setMaxWriteBufferNumber(3)
            // A hundred channels that write little shall not fill what all share.
            .setArenaBlockSize(64 * KIB)
            .setWriteBufferManager(memory.writeBuffers())
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            // What was written lately is rewritten soon: to compress it costs more than it saves.
            .setCompressionPerLevel(UPPER_LEVELS_UNCOMPRESSED)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(memory.cache())
                    // Otherwise they take memory beside the cache, as much as there is data.
                    .setCacheIndexAndFilterBlocks(true)
                    .setPinL0FilterAndIndexBlocksInCache(true)
                    .setFilterPolicy(bloom));
    options.setTablePropertiesCollectorFactory(List.of(compactDeleted));
  }

  Options options() {
    return options;
  }

  @Override
  public void close() {
    options.close();
    compactDeleted.close();
    bloom.close();
  }
}
