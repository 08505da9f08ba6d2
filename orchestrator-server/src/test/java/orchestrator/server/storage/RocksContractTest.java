package orchestrator.server.storage;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import orchestrator.lib.fixtures.DatabaseContract;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Reader;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps the contract of all storages. */
class RocksContractTest extends DatabaseContract {
  @TempDir private Path folder;

  @Override
  protected Storage open() {
    RocksMemory memory = new RocksMemory();
    RocksStore store = RocksStore.open(folder, memory, new FolderWatch("data"));
    return new Storage() {
      @Override
      public void write(Consumer<Database> transaction) {
        Overlay changes = new Overlay(store.latest());
        transaction.accept(changes);
        store.commit(store.term(), changes.changes());
      }

      @Override
      public <R> R read(Function<Reader, R> reading) {
        try (Snapshot snapshot = store.snapshot()) {
          return reading.apply(snapshot);
        }
      }

      @Override
      public void close() {
        store.close();
        memory.close();
      }
    };
  }
}
