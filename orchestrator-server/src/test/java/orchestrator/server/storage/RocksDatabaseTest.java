package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever uses a database that is closed gets an exception; the process goes on. */
class RocksDatabaseTest {
  private static final Key KEY = Key.of("t", "a");
  private static final Range ALL = Range.below(Key.of("t"));

  @TempDir private Path folder;
  private final RocksMemory memory = new RocksMemory();
  private final ExecutorService others = Executors.newCachedThreadPool();
  private RocksDatabase database;

  @BeforeEach
  void open() {
    database = RocksDatabase.open(folder, memory, new FolderWatch("data"));
  }

  @AfterEach
  void close() {
    others.shutdownNow();
    database.close();
    memory.close();
  }

  private static NavigableMap<Key, Optional<byte[]>> changes() {
    return new TreeMap<>(Map.of(KEY, Optional.of("1".getBytes(UTF_8))));
  }

  /** Everything that a database can be asked for. */
  private List<ThrowingCallable> uses() {
    return List.of(
        () -> database.write(changes(), false),
        () -> database.write(changes(), true),
        () -> database.clear(),
        () -> database.snapshot().close(),
        () -> database.latest().get(KEY),
        () -> {
          try (Scan scan = database.latest().scan(ALL)) {
            while (scan.next()) {
              scan.seek(KEY);
              scan.next();
            }
          }
        });
  }

  @Test
  void aClosedDatabaseRefusesEveryUse() {
    database.close();

    for (ThrowingCallable use : uses()) {
      assertThatThrownBy(use)
          .isExactlyInstanceOf(StorageException.class)
          .hasMessage("the store is closed");
    }
  }

  @RepeatedTest(20)
  void closingStopsThreadsThatGoOnUsingIt() throws Exception {
    CountDownLatch busy = new CountDownLatch(uses().size());
    List<Future<?>> users = new ArrayList<>();
    for (ThrowingCallable use : uses()) {
      users.add(
          others.submit(
              () ->
                  assertThatThrownBy(() -> useForEver(use, busy))
                      .hasMessage("the store is closed")));
    }
    busy.await();

    database.close();

    for (Future<?> user : users) {
      user.get(60, TimeUnit.SECONDS);
    }
  }

  private static void useForEver(ThrowingCallable use, CountDownLatch busy) throws Throwable {
    use.call();
    busy.countDown();
    while (true) {
      use.call();
    }
  }

  @Test
  void closingWaitsForAScanThatIsOpen() throws Exception {
    database.write(changes(), false);
    Future<?> closed;
    try (Scan scan = database.latest().scan(ALL)) {
      closed = others.submit(database::close);

      assertThatThrownBy(() -> closed.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(scan.next()).isTrue();
      assertThat(scan.key()).isEqualTo(KEY);
    }
    closed.get(60, TimeUnit.SECONDS);
  }
}
