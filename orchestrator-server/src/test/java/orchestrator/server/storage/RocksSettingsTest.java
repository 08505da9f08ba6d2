package orchestrator.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.lib.persistence.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.TableProperties;

class RocksSettingsTest {
  private static final int KEYS = 20_000;

  @TempDir private Path folder;
  private final RocksMemory memory = new RocksMemory();

  @AfterEach
  void closeMemory() {
    memory.close();
  }

  @Test
  void whatLeftAnIndexIsNotWalkedOverForLong() throws Exception {
    // Each opening writes what is in the log to a file.
    try (RocksStore store = RocksStore.open(folder, memory, new FolderWatch("data"))) {
      commit(store, Optional.of(new byte[] {1}));
    }
    try (RocksStore store = RocksStore.open(folder, memory, new FolderWatch("data"))) {
      commit(store, Optional.empty());
    }
    try (RocksStore store = RocksStore.open(folder, memory, new FolderWatch("data"))) {
      assertThat(store.latest().get(Key.of("t", "0"))).isEmpty();
      Instant end = Instant.now().plus(Duration.ofSeconds(30));
      while (removals() > 0 && Instant.now().isBefore(end)) {
        Thread.sleep(50);
      }
      assertThat(removals()).isZero();
    }
  }

  private static void commit(RocksStore store, Optional<byte[]> value) {
    TreeMap<Key, Optional<byte[]>> changes = new TreeMap<>();
    for (int i = 0; i < KEYS; i++) {
      changes.put(Key.of("t", Integer.toString(i)), value);
    }
    store.commit(store.term(), changes);
  }

  /** How many entries in the database's files only tell that a key was removed. */
  private long removals() throws RocksDBException {
    try (Options options = new Options();
        RocksDB db = RocksDB.openReadOnly(options, folder.resolve("db").toString())) {
      return db.getPropertiesOfAllTables().values().stream()
          .mapToLong(TableProperties::getNumDeletions)
          .sum();
    }
  }
}
