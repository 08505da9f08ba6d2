package orchestrator.server.couchdb;

import static orchestrator.server.couchdb.StoreFixture.SLOT_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import orchestrator.server.Eventually;
import orchestrator.server.couchdb.fake.Fault;
import orchestrator.server.couchdb.fake.RequestMatcher;
import orchestrator.server.couchdb.fake.Silence;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A commit that nobody knows about holds the others up until it is known, and is there once. */
@Tag("slow")
class CouchStoreUnresolvedTest extends WithLeader {
  private long term;
  private long before;

  @BeforeEach
  void remember() {
    term = server.store.term();
    before = server.position();
  }

  private void writeInVain() {
    assertThatThrownBy(() -> server.write("apple", "red")).isInstanceOf(StorageException.class);
  }

  /** It is known to be done, and everything goes on in another term. */
  private void isDoneOnce() {
    Eventually.await("it is known", server.store::isReady);
    assertThat(server.read()).isEqualTo(Map.of("apple", "red"));
    assertThat(server.store.term()).isNotEqualTo(term);
    assertThat(server.foreignChanges()).isPositive();
    assertThatThrownBy(() -> server.store.commit(term, Member.rows("apple", "brown")))
        .isInstanceOf(StorageException.class);
    server.write("banana", "yellow");
    server.awaitFolded();
    server.kill();
    assertThat(fixture.openAnew("a").awaitLead().read())
        .isEqualTo(Map.of("apple", "red", "banana", "yellow"));
  }

  @Test
  void aGroupThatArrivesLateIsDoneOnce() throws Exception {
    fixture.couch.stopAnswering(Silence.HANGING);

    writeInVain();

    assertThat(server.read()).isEmpty();
    assertThat(server.store.isReady()).isFalse();
    assertThatThrownBy(server.store::term).isInstanceOf(StorageException.class);
    // The write that hung, and the one that asks again, are both played now.
    fixture.couch.goOnAnswering();
    isDoneOnce();
    assertThat(fixture.slot(before + 1).position()).isEqualTo(before + 1);
    assertThat(fixture.slot(before + 3).position()).isEqualTo(before + 3);
    assertThat(fixture.slot(before + 4).position()).isZero();
  }

  @Test
  void aGroupThatNeverArrivedIsWrittenAgain() throws Exception {
    fixture.couch.stopAnswering(Silence.REFUSING);

    writeInVain();

    assertThat(server.read()).isEmpty();
    fixture.couch.goOnAnswering();
    isDoneOnce();
  }

  @Test
  void aGroupThatWasDoneBeforeCouchDbFellSilentIsThere() throws Exception {
    RequestMatcher all = RequestMatcher.ofPath("/[^/]+/(journal:.*|_local/.*)");
    fixture.couch.on(SLOT_WRITE, 1, Fault.cutAfter());
    fixture.couch.onEach(all, Fault.cutBefore());

    writeInVain();

    assertThat(server.read()).isEmpty();
    fixture.couch.clearFaults();
    isDoneOnce();
  }

  @Test
  void aRefusalAfterASilenceDoesNotTellThatItIsNotDone() {
    fixture.couch.on(SLOT_WRITE, 1, Fault.cutAfter());
    fixture.couch.onEach(SLOT_WRITE, Fault.answer(403));

    writeInVain();

    assertThat(server.store.isReady()).isFalse();
    assertThatThrownBy(server.store::term).isInstanceOf(StorageException.class);
    fixture.couch.clearFaults();
    isDoneOnce();
  }

  @Test
  void aLargeGroupThatIsDoneKeepsItsPartsThoughAskingAgainIsRefused() {
    String large = StoreFixture.noise(3 << 20);
    RequestMatcher beat = StoreFixture.BEAT;
    fixture.couch.on(SLOT_WRITE, 1, Fault.cutAfter());
    fixture.couch.onEach(SLOT_WRITE, Fault.cutBefore());
    fixture.blockFold();
    assertThatThrownBy(() -> server.write("a", large, "b", large, "c", large))
        .isInstanceOf(StorageException.class);

    fixture.couch.clearFaults();
    fixture.couch.onEach(SLOT_WRITE, Fault.answer(403));
    long beats = fixture.couch.log().count(beat);
    Eventually.await("it has asked again", () -> fixture.couch.log().count(beat) > beats + 2);
    fixture.couch.clearFaults();

    Eventually.await("it is known to be done", () -> !server.read().isEmpty());
    assertThat(server.read().keySet()).containsExactly("a", "b", "c");
    // What is read is known a moment before it may be written on.
    Eventually.await("it can write again", server.store::isReady);
    server.write("a", "small");
    server.awaitFolded();
    server.kill();
    assertThat(fixture.openAnew("a").awaitLead().read())
        .isEqualTo(Map.of("a", "small", "b", large, "c", large));
  }
}
