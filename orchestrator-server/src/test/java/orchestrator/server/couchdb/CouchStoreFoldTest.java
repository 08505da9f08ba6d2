package orchestrator.server.couchdb;

import static orchestrator.server.couchdb.StoreFixture.BULK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.server.Eventually;
import orchestrator.server.couchdb.fake.Fault;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows become documents of their own, whatever becomes of a request, and never older ones. */
@Tag("slow")
class CouchStoreFoldTest extends WithLeader {
  private JsonNode document(String name) {
    return fixture.database().get(Member.id(name)).orElseThrow();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("half refused", Fault.refuseInBulk(".*banana.*", "forbidden")),
        arguments("cut before", Fault.cutBefore()),
        arguments("cut after", Fault.cutAfter()),
        arguments("cut in the answer", Fault.cutInAnswer()),
        arguments("500, not done", Fault.answer(500)),
        arguments("500, done", Fault.applyAndAnswer(500)),
        arguments("202, done", Fault.applyAndAnswer(202)),
        arguments("500, half done", Fault.failAfterHalfOfBulk()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aBulkThatFailsIsWrittenAgain(String name, Fault fault) {
    fixture.couch.on(BULK, 1, fault);

    server.write("apple", "red", "banana", "yellow");
    server.awaitFolded();

    assertThat(document("apple").path("position").asLong()).isEqualTo(server.position());
    assertThat(document("banana").path("position").asLong()).isEqualTo(server.position());
    assertThat(FoldState.of(fixture.database()).position()).isEqualTo(server.position());
  }

  @Test
  void anOlderDocumentIsReplacedThoughItsRevisionIsNotKnown() {
    server.write("apple", "red");
    server.close();
    Member next = fixture.open("a").awaitLead();

    next.write("apple", "green");
    next.awaitFolded();

    assertThat(document("apple").path("position").asLong()).isEqualTo(next.position());
    assertThat(document("apple").path("_rev").asText()).startsWith("2-");
  }

  @Test
  void aNewerDocumentIsLeftAsItIs() {
    fixture.blockFold();
    server.write("apple", "red");
    RowDocument newer = StoreFixture.document(Member.rows("apple", "green"), 1000);
    fixture.database().put(Member.id("apple"), newer.json());

    fixture.couch.clearFaults();
    server.awaitFolded();

    assertThat(document("apple").path("position").asLong()).isEqualTo(1000);
  }

  @Test
  void slotsAreEmptiedWhenNobodyWillComeForThem() {
    server.write("apple", "red");
    long position = server.position();
    server.awaitFolded();

    assertThat(fixture.slot(position).isFull()).isTrue();
    Eventually.await("it is empty", () -> !fixture.slot(position).isFull());

    assertThat(fixture.slots()).noneMatch(Slot::isFull);
    server.write("banana", "yellow");
    assertThat(server.read()).isEqualTo(Map.of("apple", "red", "banana", "yellow"));
  }

  @Test
  void slotsThatCouldNotBeEmptiedAreEmptiedLater() {
    server.write("apple", "red");
    server.awaitFolded();
    fixture.couch.on(BULK, 1, Fault.cutBefore());
    fixture.couch.on(BULK, 2, Fault.refuseInBulk("journal:.*", "forbidden"));

    Eventually.await("they are empty", () -> fixture.slots().stream().noneMatch(Slot::isFull));

    assertThat(fixture.couch.log().count(BULK)).isGreaterThanOrEqualTo(4);
  }

  @Test
  void commitsWaitForTheFoldAndFailBeforeTheJournalRunsOver() {
    fixture.blockFold();
    Map<String, String> acknowledged = server.fillJournal();

    assertThatThrownBy(() -> server.write("one", "too many"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot be brought up to date");
    assertThat(server.read()).isEqualTo(acknowledged);
    assertThat(server.store.foldLag()).isEqualTo(Journal.SLOTS - 1);

    fixture.couch.clearFaults();
    server.awaitFolded().awaitLead().write("one", "more");
    acknowledged.put("one", "more");
    server.kill();
    assertThat(fixture.openAnew("a").awaitLead().read()).isEqualTo(acknowledged);
  }

  @Test
  void groupsThatFollowOneAnotherAreFoldedTogether() {
    server.awaitFolded();
    long before = fixture.couch.log().count(BULK);
    int groups = 2 * Journal.SLOTS;
    for (int i = 0; i < groups; i++) {
      server.write("row " + i, "x");
    }
    server.awaitFolded();

    assertThat(fixture.couch.log().count(BULK) - before).isLessThan(groups / 4);
  }
}
