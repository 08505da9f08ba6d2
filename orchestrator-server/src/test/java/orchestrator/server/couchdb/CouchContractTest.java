package orchestrator.server.couchdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import orchestrator.lib.fixtures.DatabaseContract;
import orchestrator.lib.fixtures.ForwardingScan;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import orchestrator.server.storage.Snapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store in CouchDB keeps the contract of all storages. It takes keys of known spaces only, and
 * removes only what is derived; so the contract's keys stand below such a space here.
 */
@Tag("slow")
class CouchContractTest extends DatabaseContract {
  @TempDir private Path folder;

  @Override
  protected Storage open() {
    StoreFixture fixture = new StoreFixture(folder);
    Member server = fixture.open("a").awaitLead();
    return new Storage() {
      @Override
      public void write(Consumer<Database> transaction) {
        Overlay changes = new Overlay(server.store.latest());
        transaction.accept(new Below(changes, changes));
        server.store.commit(server.store.term(), changes.changes());
      }

      @Override
      public <R> R read(Function<Reader, R> reading) {
        try (Snapshot snapshot = server.store.snapshot()) {
          return reading.apply(new Below(snapshot, new Overlay(snapshot)));
        }
      }

      @Override
      public void close() {
        fixture.close();
      }
    };
  }

  /** Keys below the space of a derived index. */
  private record Below(Reader reader, Overlay writes) implements Database {
    private static final String SPACE = "child";

    private static Key in(Key key) {
      return Key.of(SPACE, key.texts());
    }

    private static Key out(Key key) {
      List<String> texts = new ArrayList<>(key.texts());
      return Key.of(texts.get(1), texts.subList(2, texts.size()));
    }

    @Override
    public Optional<byte[]> get(Key key) {
      return reader.get(in(key));
    }

    @Override
    public void put(Key key, byte[] value) {
      writes.put(in(key), value);
    }

    @Override
    public void delete(Key key) {
      writes.delete(in(key));
    }

    @Override
    public Scan scan(Range range) {
      Scan scan =
          reader.scan(
              new Range(in(range.prefix()), range.from().map(Below::in), range.descending()));
      return new ForwardingScan(scan) {
        @Override
        public Key key() {
          return out(super.key());
        }

        @Override
        public void seek(Key target) {
          super.seek(in(target));
        }
      };
    }
  }
}
