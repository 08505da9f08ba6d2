package orchestrator.server.couchdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import orchestrator.lib.persistence.Key;
import orchestrator.server.couchdb.fake.FakeCouch;
import orchestrator.server.couchdb.fake.Fault;
import orchestrator.server.couchdb.fake.RequestMatcher;

/** Stores of one channel in one CouchDB that fails where a test asks it to. */
final class StoreFixture implements AutoCloseable {
  /** The writes that commit. */
  static final RequestMatcher SLOT_WRITE = RequestMatcher.of("PUT", "/[^/]+/journal:.*");

  static final RequestMatcher PART_WRITE = RequestMatcher.of("PUT", "/[^/]+/part:.*");
  static final RequestMatcher CHANGES = RequestMatcher.of("GET", "/[^/]+/_changes");
  static final RequestMatcher BEAT = RequestMatcher.of("PUT", "/[^/]+/_local/leader");

  /** The writes that fold. */
  static final RequestMatcher BULK = RequestMatcher.of("POST", "/[^/]+/_bulk_docs");

  static final Duration TIMEOUT = Duration.ofMillis(600);
  static final Duration LEADER_TIMEOUT = Duration.ofMillis(600);

  final FakeCouch couch;
  private final Path folder;
  private final Duration timeout;
  private final Duration leaderTimeout;
  private final CouchServer observer;
  private final CouchDatabase database;
  private final List<Member> members = new ArrayList<>();
  private int replicas;

  /**
   * An empty CouchDB.
   *
   * @param folder for the replicas
   */
  StoreFixture(Path folder) {
    this(folder, TIMEOUT);
  }

  /**
   * An empty CouchDB.
   *
   * @param folder for the replicas
   * @param timeout how long commits are tried
   */
  StoreFixture(Path folder, Duration timeout) {
    this(folder, timeout, LEADER_TIMEOUT);
  }

  /**
   * An empty CouchDB.
   *
   * @param folder for the replicas
   * @param timeout how long commits are tried
   * @param leaderTimeout how long a leader may be silent
   */
  StoreFixture(Path folder, Duration timeout, Duration leaderTimeout) {
    this.folder = folder;
    this.timeout = timeout;
    this.leaderTimeout = leaderTimeout;
    try {
      couch = FakeCouch.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    observer = new CouchServer(settings(couch.url(), false));
    database = new CouchDatabase(observer, DatabaseName.of(TestSettings.PREFIX, Member.CHANNEL));
  }

  private CouchDb settings(URI url, boolean readable) {
    return TestSettings.of(url, Optional.empty(), timeout, leaderTimeout, readable);
  }

  /** A server that was started, on the replica that it has had before, if any. */
  Member open(String id) {
    return member(id, folder.resolve(id), false).start();
  }

  /** A server that was started and has lost its replica. */
  Member openAnew(String id) {
    return unstarted(id).start();
  }

  /** A server with an empty replica. */
  Member unstarted(String id) {
    return member(id, folder.resolve("new-" + replicas++), false);
  }

  /** A server with an empty replica that answers reads when it does not lead. */
  Member openReadable(String id) {
    return member(id, folder.resolve("new-" + replicas++), true).start();
  }

  private Member member(String id, Path replica, boolean readable) {
    Cable cable = new Cable(couch.url());
    Member member = new Member(cable, settings(cable.url(), readable), id, replica);
    members.add(member);
    return member;
  }

  /** Lets something happen right before one of the matching requests is played. */
  void before(RequestMatcher matcher, int nth, Runnable event) {
    couch.on(
        matcher,
        nth,
        exchange -> {
          event.run();
          Fault.none().play(exchange);
        });
  }

  /** Lets nothing be folded until the faults are cleared. */
  void blockFold() {
    couch.onEach(BULK, Fault.answer(503));
  }

  /** Reads or writes the database past all servers. */
  CouchDatabase database() {
    return database;
  }

  Slot slot(long position) {
    return database().get(Journal.id(position)).map(Slot::of).orElseThrow();
  }

  /** How many groups in the journal have a row. */
  long timesInJournal(String name) {
    return slots().stream().filter(slot -> has(slot, name)).count();
  }

  private static boolean has(Slot slot, String name) {
    return !slot.rows().isEmpty()
        && PackedRows.unpack(slot.rows()).containsKey(RowIds.row(Member.id(name)));
  }

  /** A text that cannot be packed to much less. */
  static String noise(int length) {
    return new Random(length)
        .ints(length, ' ' + 1, '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A group of another server, at a position. */
  static JournalEntry foreignGroup(long position, NavigableMap<Key, Optional<byte[]>> rows) {
    return JournalEntry.of("other", position, rows);
  }

  /** The document of the only row, as the group at a position has set it. */
  static RowDocument document(NavigableMap<Key, Optional<byte[]>> rows, long position) {
    return RowDocument.of(rows.firstKey(), rows.firstEntry().getValue().orElseThrow(), position);
  }

  List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < Journal.SLOTS; slot++) {
      slots.add(slot(slot));
    }
    return slots;
  }

  @Override
  public void close() {
    couch.clearFaults();
    try {
      couch.goOnAnswering();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    members.forEach(Member::close);
    observer.close();
    couch.close();
  }
}
