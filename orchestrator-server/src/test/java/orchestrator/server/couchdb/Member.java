package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import orchestrator.server.Eventually;
import orchestrator.server.storage.FolderWatch;
import orchestrator.server.storage.RocksMemory;
import orchestrator.server.storage.Snapshot;

/** One server's store, with a cable of its own to CouchDB. */
final class Member implements AutoCloseable {
  static final String CHANNEL = "mychannel";

  /** A row that is only a key and bytes, so that tests can write what they like. */
  private static final String SPACE = "function.plan";

  private final RocksMemory memory = new RocksMemory();
  private final Cable cable;
  private final CouchServer server;
  private final AtomicInteger foreignChanges = new AtomicInteger();
  private final LocalReplica replica;
  final CouchStore store;
  private boolean closed;

  /**
   * A store that is not started.
   *
   * @param id of the server
   * @param folder of its replica
   */
  Member(Cable cable, CouchDb settings, String id, Path folder) {
    this.cable = cable;
    server = new CouchServer(settings);
    replica = LocalReplica.open(CHANNEL, folder, memory, new FolderWatch(folder.toString()));
    CouchDatabase database = new CouchDatabase(server, DatabaseName.of(settings.prefix(), CHANNEL));
    store = new CouchStore(CHANNEL, database, settings, id, id + " " + UUID.randomUUID(), replica);
    store.onForeignChange(foreignChanges::incrementAndGet);
  }

  Member start() {
    store.ask();
    store.start();
    return this;
  }

  Member awaitLead() {
    Eventually.await("it leads", store::isLeader);
    return this;
  }

  Member awaitFolded() {
    Eventually.await("all is folded", () -> store.foldLag() == 0);
    return this;
  }

  /** Commits rows: a name, a value, a name, a value. */
  void write(String... namesAndValues) {
    store.commit(store.term(), rows(namesAndValues));
  }

  /**
   * Commits rows until the journal takes no more, for a server that cannot fold.
   *
   * @return what was committed
   */
  Map<String, String> fillJournal() {
    Map<String, String> committed = new TreeMap<>();
    while (store.foldLag() < Journal.SLOTS - 1) {
      String name = "row " + position();
      write(name, "x");
      committed.put(name, "x");
    }
    return committed;
  }

  static NavigableMap<Key, Optional<byte[]>> rows(String... namesAndValues) {
    NavigableMap<Key, Optional<byte[]>> rows = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      rows.put(
          Key.of(SPACE, namesAndValues[i]), Optional.of(namesAndValues[i + 1].getBytes(UTF_8)));
    }
    return rows;
  }

  /** The id of a row's document. */
  static String id(String name) {
    return RowIds.id(Key.of(SPACE, name));
  }

  /** The rows as a call would read them. */
  Map<String, String> read() {
    try (Snapshot snapshot = store.snapshot()) {
      return rows(snapshot);
    }
  }

  /** The rows that the replica has, whoever leads. */
  Map<String, String> seen() {
    return rows(store.latest());
  }

  private static Map<String, String> rows(Reader reader) {
    Map<String, String> rows = new TreeMap<>();
    try (Scan scan = reader.scan(Range.below(Key.of(SPACE)))) {
      while (scan.next()) {
        rows.put(scan.key().lastPart(), new String(scan.value(), UTF_8));
      }
    }
    return rows;
  }

  /** The position of the last group in the replica. */
  long position() {
    return replica.mark().position();
  }

  /** How often it told that somebody else has changed the state. */
  int foreignChanges() {
    return foreignChanges.get();
  }

  Cable cable() {
    return cable;
  }

  /** Ends it as a killed process ends: nobody hears of it. */
  void kill() {
    cable.cut();
    close();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      store.close();
      server.close();
      memory.close();
      cable.close();
    }
  }
}
