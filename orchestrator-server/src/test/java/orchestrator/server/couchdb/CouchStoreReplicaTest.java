package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.lib.persistence.Key;
import orchestrator.server.Eventually;
import orchestrator.server.couchdb.fake.RequestMatcher;
import orchestrator.server.storage.FolderWatch;
import orchestrator.server.storage.RocksDatabase;
import orchestrator.server.storage.RocksMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replica is what the database says, whatever it held before. */
@Tag("slow")
class CouchStoreReplicaTest {
  @TempDir private Path folder;
  private StoreFixture fixture;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aViewThatIsLostIsReadFromDocumentsAndJournal() {
    Member server = fixture.open("a").awaitLead();
    server.write("apple", "red", "banana", "yellow");
    server.awaitFolded();
    fixture.blockFold();
    server.write("apple", "green");
    server.kill();

    assertThat(fixture.openAnew("a").awaitLead().read())
        .isEqualTo(Map.of("apple", "green", "banana", "yellow"));
  }

  @Test
  void aViewThatIsDamagedIsReadFromDocumentsAndJournal() throws IOException {
    Member server = fixture.open("a").awaitLead();
    server.write("apple", "red");
    server.kill();
    Files.writeString(folder.resolve("a").resolve("CURRENT"), "garbage");

    assertThat(fixture.open("a").awaitLead().read()).isEqualTo(Map.of("apple", "red"));
  }

  @Test
  void aViewToWhichAVersionHasWrittenThatDerivesLessIsBuiltAnew() throws IOException {
    Member server = fixture.open("a").awaitLead();
    server.write("apple", "red");
    server.awaitFolded();
    server.kill();
    Key mark = Key.of("view.mark");
    try (RocksMemory memory = new RocksMemory();
        RocksDatabase replica =
            RocksDatabase.open(folder.resolve("a"), memory, new FolderWatch("a"))) {
      ObjectNode older =
          (ObjectNode) CouchServer.JSON.readTree(replica.latest().get(mark).orElseThrow());
      assertThat(older.remove("form")).isNotNull();
      replica.write(
          new TreeMap<>(
              Map.of(
                  mark,
                  Optional.of(CouchServer.bytes(older)),
                  Member.rows("apple", "derived wrongly").firstKey(),
                  Member.rows("apple", "derived wrongly").firstEntry().getValue())),
          true);
    }

    assertThat(fixture.open("a").awaitLead().read()).isEqualTo(Map.of("apple", "red"));
  }

  @Test
  void aViewThatIsFarBehindIsBroughtUpToDate() {
    Member standby = fixture.openReadable("b").awaitLead();
    standby.write("apple", "red", "banana", "yellow");
    standby.close();
    Member server = fixture.open("a").awaitLead();
    for (int i = 0; i < 2 * Journal.SLOTS; i++) {
      server.write("apple", Integer.toString(i));
    }
    Map<String, String> written = server.read();
    server.kill();

    assertThat(fixture.open("b").awaitLead().read()).isEqualTo(written);
  }

  @Test
  void aViewOfAnotherDatabaseIsBuiltAnew() {
    Member server = fixture.open("a").awaitLead();
    server.write("apple", "red");
    server.close();

    try (StoreFixture other = new StoreFixture(folder)) {
      Member there = other.open("a").awaitLead();
      assertThat(there.read()).isEmpty();
      there.write("banana", "yellow");
      assertThat(there.read()).isEqualTo(Map.of("banana", "yellow"));
    }
  }

  @Test
  void aViewThatIsAheadOfTheDatabaseIsBuiltAnew() {
    long lost = positionThatOnlyTheJournalHas();
    replaceSlot(lost, "{\"_rev\":\"%s\",\"position\":0}");

    assertThat(fixture.open("a").awaitLead().read()).isEqualTo(Map.of("apple", "red"));
  }

  @Test
  void aViewOfAnotherPastIsBuiltAnew() {
    long replaced = positionThatOnlyTheJournalHas();
    JournalEntry other = StoreFixture.foreignGroup(replaced, Member.rows("cherry", "black"));
    fixture.database().put(Journal.id(replaced), other.slot(fixture.slot(replaced).revision()));

    assertThat(fixture.open("a").awaitLead().read())
        .isEqualTo(Map.of("apple", "red", "cherry", "black"));
  }

  /** The killed server's replica has a group that is in the journal, and in no document. */
  private long positionThatOnlyTheJournalHas() {
    Member server = fixture.open("a").awaitLead();
    server.write("apple", "red");
    server.awaitFolded();
    fixture.blockFold();
    server.write("apple", "green", "banana", "yellow");
    server.kill();
    fixture.couch.clearFaults();
    return server.position();
  }

  private void replaceSlot(long position, String document) {
    String revision = fixture.slot(position).revision();
    fixture.database().put(Journal.id(position), document.formatted(revision).getBytes(UTF_8));
  }

  @Test
  void rowsThatWereReadTooEarlyAreNotReplacedByOlderOnes() {
    Member leader = fixture.open("a").awaitLead();
    for (int i = 0; i < Journal.SLOTS; i++) {
      leader.write("row", Integer.toString(i));
    }
    leader.awaitFolded();
    long read = leader.position();
    // The standby has read how far the fold is, and not the documents yet.
    fixture.before(
        StoreFixture.CHANGES,
        1,
        () -> {
          leader.write("apple", "1");
          leader.write("banana", "2");
          leader.write("apple", "3");
          leader.awaitFolded();
        });
    // It has followed the first of these groups, and the slots are emptied now.
    fixture.before(
        RequestMatcher.of("GET", "/[^/]+/" + Journal.id(read + 2)),
        1,
        () -> {
          empty(read + 2);
          empty(read + 3);
        });

    Member standby = fixture.openReadable("b");

    Eventually.await("it has followed", () -> standby.position() == read + 3);
    assertThat(standby.seen()).isEqualTo(leader.read());
  }

  private void empty(long position) {
    Slot slot = fixture.slot(position);
    byte[] emptied = JournalEntry.folded(slot).emptied(slot.revision());
    assertThat(fixture.database().put(Journal.id(position), emptied).isWritten()).isTrue();
  }
}
