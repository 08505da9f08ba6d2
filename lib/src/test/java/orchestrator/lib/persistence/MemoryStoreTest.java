package orchestrator.lib.persistence;

import java.util.function.Consumer;
import java.util.function.Function;
import orchestrator.lib.fixtures.DatabaseContract;
import orchestrator.lib.fixtures.MemoryStore;

class MemoryStoreTest extends DatabaseContract {
  @Override
  protected Storage open() {
    MemoryStore store = new MemoryStore();
    return new Storage() {
      @Override
      public void write(Consumer<Database> transaction) {
        Overlay overlay = store.begin();
        transaction.accept(overlay);
        store.commit(overlay);
      }

      @Override
      public <R> R read(Function<Reader, R> reading) {
        return reading.apply(store);
      }

      @Override
      public void close() {}
    };
  }
}
