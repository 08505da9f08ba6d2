package orchestrator.server.couchdb;

import static orchestrator.server.couchdb.StoreFixture.SLOT_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import orchestrator.server.couchdb.fake.Fault;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A commit that returns is in the journal once, whatever the first answer was. */
@Tag("slow")
class CouchStoreCommitTest extends WithLeader {
  @Test
  void aCommitIsReadAndInTheJournalWhenItReturns() {
    fixture.blockFold();
    long before = server.position();

    server.write("apple", "red", "banana", "yellow");

    assertThat(server.read()).isEqualTo(Map.of("apple", "red", "banana", "yellow"));
    assertThat(server.position()).isEqualTo(before + 1);
    assertThat(fixture.slot(before + 1).position()).isEqualTo(before + 1);
    assertThat(PackedRows.unpack(fixture.slot(before + 1).rows())).hasSize(2);
  }

  @Test
  void allThatIsCommittedIsThereForAServerThatLostItsView() {
    for (int i = 0; i < 3 * Journal.SLOTS; i++) {
      server.write("row " + i % 7, "value " + i);
    }
    server.write("apple", "red");

    Map<String, String> written = server.read();
    server.kill();

    assertThat(fixture.openAnew("a").awaitLead().read()).isEqualTo(written).hasSize(8);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("cut before", Fault.cutBefore()),
        arguments("cut after", Fault.cutAfter()),
        arguments("cut in the answer", Fault.cutInAnswer()),
        arguments("202, not done", Fault.answer(202)),
        arguments("202, done", Fault.applyAndAnswer(202)),
        arguments("500, not done", Fault.answer(500)),
        arguments("500, done", Fault.applyAndAnswer(500)),
        arguments("503, done", Fault.applyAndAnswer(503)),
        arguments("507, not done", Fault.answer(507)),
        arguments("a proxy's page", Fault.htmlPage()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aCommitWithoutAWordIsAskedForUntilThereIsOne(String name, Fault fault) {
    fixture.couch.on(SLOT_WRITE, 1, fault);
    long before = server.position();

    server.write("apple", "red");
    server.write("banana", "yellow");

    assertThat(server.read()).isEqualTo(Map.of("apple", "red", "banana", "yellow"));
    assertThat(server.position()).isEqualTo(before + 2);
    assertThat(fixture.slot(before + 1).position()).isEqualTo(before + 1);
  }

  @Test
  void aCommitThatIsRefusedLeavesNothing() {
    long before = server.position();
    fixture.couch.on(SLOT_WRITE, 1, Fault.answer(403));

    assertThatThrownBy(() -> server.write("apple", "red"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no right");

    assertThat(server.read()).isEmpty();
    assertThat(server.store.isReady()).isTrue();
    server.write("banana", "yellow");
    assertThat(server.position()).isEqualTo(before + 1);
    assertThat(fixture.timesInJournal("apple")).isZero();
    server.kill();
    assertThat(fixture.openAnew("a").awaitLead().read()).isEqualTo(Map.of("banana", "yellow"));
  }

  @Test
  void whoeverFindsAnothersGroupInTheJournalLeadsNoMore() {
    fixture.blockFold();
    long term = server.store.term();
    long taken = server.position() + 1;
    JournalEntry other = StoreFixture.foreignGroup(taken, Member.rows("apple", "green"));
    fixture.database().put(Journal.id(taken), other.slot(fixture.slot(taken).revision()));

    assertThatThrownBy(() -> server.store.commit(term, Member.rows("apple", "red")))
        .isInstanceOf(NotLeaderException.class);

    // Its sign of life is the last one, so that it leads again, in another term.
    server.awaitLead();
    assertThat(server.store.term()).isNotEqualTo(term);
    assertThat(server.read()).isEqualTo(Map.of("apple", "green"));
    assertThat(server.foreignChanges()).isPositive();
    assertThatThrownBy(() -> server.store.commit(term, Member.rows("apple", "red")))
        .isInstanceOf(StorageException.class);
    assertThat(fixture.timesInJournal("apple")).isEqualTo(1);
  }

  @Test
  void aGroupWithoutRowsIsCommittedToo() {
    long before = server.position();

    server.write();

    assertThat(PackedRows.unpack(fixture.slot(before + 1).rows())).isEmpty();
    assertThat(server.position()).isEqualTo(before + 1);
  }
}
