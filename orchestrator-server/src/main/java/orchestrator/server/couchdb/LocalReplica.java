package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Rows;
import orchestrator.server.logging.LogSubject;
import orchestrator.server.storage.DamagedException;
import orchestrator.server.storage.FolderWatch;
import orchestrator.server.storage.RocksDatabase;
import orchestrator.server.storage.RocksMemory;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a channel's state on this machine, with all its indexes, as far as it was followed. A
 * cache: what it holds is in CouchDB too. One thread at a time writes.
 */
final class LocalReplica implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalReplica.class);
  private static final Key MARK = Key.of("view.mark");

  /**
   * What is derived from the rows, and how. A version that derives less drops it from the mark, so
   * that a replica which such a one has written to is built anew.
   */
  private static final int FORM = 2;

  private final RocksDatabase rocks;
  private Mark mark;

  /**
   * Tells how far it has followed.
   *
   * @param database which one it follows
   * @param position of the last group that it holds
   * @param entry that group's id; empty where it is not known
   * @param since all changes of documents up to here are in it
   */
  record Mark(String database, long position, String entry, String since) {
    private static final Mark NONE = new Mark("", 0, "", "0");

    private byte[] bytes() {
      return CouchServer.bytes(
          CouchServer.object()
              .put("form", FORM)
              .put("database", database)
              .put("position", position)
              .put("entry", entry)
              .put("since", since));
    }

    private static Mark of(byte[] bytes) {
      try {
        JsonNode json = CouchServer.JSON.readTree(new String(bytes, UTF_8));
        if (json.path("form").asInt() != FORM) {
          return NONE;
        }
        return new Mark(
            json.path("database").asText(),
            json.path("position").asLong(),
            json.path("entry").asText(),
            json.path("since").asText("0"));
      } catch (IOException e) {
        return NONE;
      }
    }
  }

  private LocalReplica(RocksDatabase rocks, Mark mark) {
    this.rocks = rocks;
    this.mark = mark;
  }

  /**
   * The replica in a folder, empty or as it was left. One that is damaged is removed: the new one,
   * which is empty, will be brought up to the same state.
   *
   * @throws StorageException with a sentence for the operator, if the folder cannot be used
   */
  static LocalReplica open(String channel, Path folder, RocksMemory memory, FolderWatch watch) {
    try {
      return open(folder, memory, watch);
    } catch (DamagedException e) {
      LOG.warn(
          LogSubject.of(channel),
          "channel {}: its replica is damaged and is built anew: {}",
          channel,
          e.getMessage());
      RocksDatabase.remove(folder);
      return open(folder, memory, watch);
    }
  }

  private static LocalReplica open(Path folder, RocksMemory memory, FolderWatch watch) {
    RocksDatabase rocks = RocksDatabase.open(folder, memory, watch);
    try {
      return new LocalReplica(rocks, rocks.latest().get(MARK).map(Mark::of).orElse(Mark.NONE));
    } catch (RuntimeException e) {
      rocks.close();
      throw e;
    }
  }

  Mark mark() {
    return mark;
  }

  /**
   * Lets only a server on that has its folder.
   *
   * @throws orchestrator.server.storage.FolderLostException if it has not
   */
  void requireInPlace() {
    rocks.requireInPlace();
  }

  Snapshot snapshot() {
    return rocks.snapshot();
  }

  Reader latest() {
    return rocks.latest();
  }

  /** Forgets everything, to follow a database from its beginning. */
  void restart(String database) {
    rocks.clear();
    write(new TreeMap<>(), new Mark(database, 0, "", "0"));
  }

  /** Takes the changes of the group that comes next, index entries and all. */
  void add(NavigableMap<Key, Optional<byte[]>> changes, long position, String entry) {
    write(changes, new Mark(mark.database(), position, entry, mark.since()));
  }

  /** Takes the group that comes next. */
  void follow(JournalEntry group) {
    Overlay changes = new Overlay(rocks.latest());
    group.rows().forEach((row, value) -> Rows.restore(changes, row, value));
    add(changes.changes(), group.position(), group.id());
  }

  /** Takes rows as they are now, some of which may belong to later groups. */
  void take(List<JsonNode> rows, String since) {
    Overlay changes = new Overlay(rocks.latest());
    for (JsonNode document : rows) {
      Key row = RowIds.row(document.path("_id").asText());
      Rows.restore(changes, row, RowDocuments.value(row, document));
    }
    write(changes.changes(), new Mark(mark.database(), mark.position(), mark.entry(), since));
  }

  /** Says that all changes of documents up to a point are in it. */
  void holds(String since) {
    write(new TreeMap<>(), new Mark(mark.database(), mark.position(), mark.entry(), since));
  }

  /** Says that all rows of the groups up to a position have been taken. */
  void reached(long position) {
    write(new TreeMap<>(), new Mark(mark.database(), position, "", mark.since()));
  }

  private void write(NavigableMap<Key, Optional<byte[]>> changes, Mark reached) {
    TreeMap<Key, Optional<byte[]>> marked = new TreeMap<>(changes);
    marked.put(MARK, Optional.of(reached.bytes()));
    rocks.write(marked, false);
    mark = reached;
  }

  @Override
  public void close() {
    rocks.close();
  }
}
