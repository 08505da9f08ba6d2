package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import orchestrator.lib.persistence.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

class RocksStoreTest {
  @TempDir private Path temp;
  private final RocksMemory memory = new RocksMemory();

  @AfterEach
  void closeMemory() {
    memory.close();
  }

  @Test
  void whatWasCommittedIsThereAfterAReopening() {
    try (RocksStore store = RocksStore.open(folder(), memory, new FolderWatch("data"))) {
      commit(store, "a", "1");
      commit(store, "b", "2");
    }

    try (RocksStore store = RocksStore.open(folder(), memory, new FolderWatch("data"))) {
      assertThat(get(store, "a")).contains("1");
      assertThat(get(store, "b")).contains("2");
    }
  }

  @Test
  void aStoreIsReadyAlsoWhileItCommits() {
    try (RocksStore store = RocksStore.open(folder(), memory, new FolderWatch("data"))) {
      CompletableFuture<Void> commits =
          CompletableFuture.runAsync(
              () -> {
                for (int number = 0; number < 200; number++) {
                  commit(store, "a", Integer.toString(number));
                }
              });
      boolean ready = true;
      while (!commits.isDone()) {
        ready &= store.isReady();
      }
      commits.join();
      assertThat(ready).isTrue();
    }
  }

  @Test
  void aSnapshotDoesNotSeeLaterCommits() {
    try (RocksStore store = RocksStore.open(folder(), memory, new FolderWatch("data"))) {
      commit(store, "a", "1");
      try (Snapshot snapshot = store.snapshot()) {
        commit(store, "a", "2");
        assertThat(snapshot.get(Key.of("t", "a")).map(RocksStoreTest::text)).contains("1");
      }
      assertThat(get(store, "a")).contains("2");
    }
  }

  @Test
  void aLogThatLostAnAcknowledgedCommitIsNotServed() throws IOException {
    Path copy = copyOfARunningStore();
    Path log = log(copy);
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }

    assertThatThrownBy(() -> RocksStore.open(copy, memory, new FolderWatch("data")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(copy.toString())
        .hasMessageContaining("lacks the last 1 of 2 acknowledged commits");
  }

  @Test
  void aFlippedBitInTheLogIsNoticedWhereverItIs() throws IOException {
    Path whole = copyOfARunningStore();
    long length = Files.size(log(whole));
    for (long at = 3; at < length; at += 13) {
      Path damaged = temp.resolve("damaged" + at);
      copy(whole, damaged);
      flip(log(damaged), at);
      assertThatThrownBy(() -> RocksStore.open(damaged, memory, new FolderWatch("data")))
          .as("bit flipped in byte %d of %d", at, length)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining(damaged.toString());
    }
  }

  @Test
  void anIncompleteLastRecordThatNobodyWasToldOfIsDropped() throws IOException {
    Path copy = copyOfARunningStore();
    Files.delete(copy.resolve("commits"));
    try (RandomAccessFile file = new RandomAccessFile(log(copy).toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }

    try (RocksStore store = RocksStore.open(copy, memory, new FolderWatch("data"))) {
      assertThat(get(store, "a")).contains("1");
      assertThat(get(store, "b")).isEmpty();
    }
  }

  @Test
  void aDamagedCountOfCommitsIsNotServed() throws Exception {
    RocksStore.open(folder(), memory, new FolderWatch("data")).close();
    try (RocksDB db = RocksDB.open(folder().resolve("db").toString())) {
      db.put(Key.of("store.commits").bytes(), new byte[] {1});
    }

    assertThatThrownBy(() -> RocksStore.open(folder(), memory, new FolderWatch("data")))
        .isInstanceOf(StorageException.class)
        .hasMessage("the count of commits in " + folder() + " is damaged");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs /dev/full, a disk that takes nothing")
  void aCommitThatIsDurableCountsThoughItCannotBeMarked() throws IOException {
    Files.createSymbolicLink(
        Files.createDirectories(folder()).resolve("commits"), Path.of("/dev/full"));

    try (RocksStore store = RocksStore.open(folder(), memory, new FolderWatch("data"))) {
      commit(store, "a", "1");
      commit(store, "b", "2");

      assertThat(get(store, "a")).contains("1");
    } finally {
      Files.delete(folder().resolve("commits"));
    }
  }

  /** The files of a store with two commits, as a process leaves them that is killed. */
  private Path copyOfARunningStore() throws IOException {
    Path killed = temp.resolve("killed");
    try (RocksStore store = RocksStore.open(folder(), memory, new FolderWatch("data"))) {
      commit(store, "a", "1");
      commit(store, "b", "2");
      copy(folder(), killed);
    }
    return killed;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static Path log(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("db"))) {
      return files.filter(file -> file.toString().endsWith(".log")).findAny().orElseThrow();
    }
  }

  private static void flip(Path path, long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      int old = file.read();
      file.seek(at);
      file.write(old ^ 4);
    }
  }

  private Path folder() {
    return temp.resolve("store");
  }

  private static void commit(RocksStore store, String key, String value) {
    TreeMap<Key, Optional<byte[]>> changes = new TreeMap<>();
    changes.put(Key.of("t", key), Optional.of(value.getBytes(UTF_8)));
    store.commit(store.term(), changes);
  }

  private static Optional<String> get(RocksStore store, String key) {
    return store.latest().get(Key.of("t", key)).map(RocksStoreTest::text);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
