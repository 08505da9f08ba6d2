package orchestrator.memory;

import java.util.function.Consumer;
import java.util.function.Function;
import orchestrator.lib.fixtures.DatabaseContract;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Reader;

class MapStoreTest extends DatabaseContract {
  @Override
  protected Storage open() {
    MapStore store = new MapStore();
    return new Storage() {
      @Override
      public void write(Consumer<Database> transaction) {
        Overlay overlay = new Overlay(store.latest());
        transaction.accept(overlay);
        store.commit(store.term(), overlay.changes());
      }

      @Override
      public <R> R read(Function<Reader, R> reading) {
        return reading.apply(store.snapshot());
      }

      @Override
      public void close() {}
    };
  }
}
