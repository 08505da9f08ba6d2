package orchestrator.server.couchdb;

import static orchestrator.server.couchdb.StoreFixture.PART_WRITE;
import static orchestrator.server.couchdb.StoreFixture.SLOT_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import orchestrator.server.Eventually;
import orchestrator.server.couchdb.fake.Fault;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A group that is too large for one document is committed as one all the same. */
@Tag("slow")
class CouchStorePartsTest extends WithLeader {
  private static final String LARGE = StoreFixture.noise(2 << 20);
  private static final String[] GROUP = {"a", LARGE, "b", LARGE, "c", LARGE};

  /** Parts are large, and a machine may be slow. */
  @Override
  Duration timeout() {
    return Duration.ofSeconds(3);
  }

  @Test
  void aLargeGroupIsReadFromItsPartsUntilItIsFolded() {
    fixture.blockFold();
    server.write(GROUP);

    assertThat(fixture.database().ids("part:")).hasSizeGreaterThan(1);
    assertThat(fixture.slot(server.position()).rows()).isEmpty();
    server.kill();
    fixture.couch.clearFaults();
    Member next = fixture.openAnew("a").awaitLead();
    assertThat(next.read()).isEqualTo(Map.of("a", LARGE, "b", LARGE, "c", LARGE));
    next.awaitFolded();
    Eventually.await("parts are gone", () -> fixture.database().ids("part:").isEmpty());
    next.kill();
    assertThat(fixture.openAnew("a").awaitLead().read()).hasSize(3);
  }

  @Test
  void partsWithoutASlotAreNothingAndAreRemoved() {
    fixture.couch.onEach(SLOT_WRITE, Fault.cutBefore());
    assertThatThrownBy(() -> server.write(GROUP)).isInstanceOf(StorageException.class);
    server.kill();
    assertThat(fixture.database().ids("part:")).hasSizeGreaterThan(1);
    fixture.couch.clearFaults();

    Member next = fixture.openAnew("a").awaitLead();

    assertThat(next.read()).isEmpty();
    Eventually.await("parts are gone", () -> fixture.database().ids("part:").isEmpty());
  }

  @Test
  void aPartThatIsWrittenWithoutAWordIsWrittenOnce() {
    fixture.couch.on(PART_WRITE, 1, Fault.cutAfter());
    fixture.couch.on(PART_WRITE, 3, Fault.cutBefore());

    server.write(GROUP);

    assertThat(server.read()).hasSize(3);
    server.kill();
    assertThat(fixture.openAnew("a").awaitLead().read()).hasSize(3);
  }

  @Test
  void partsOfAGroupThatIsRefusedAreRemoved() {
    fixture.couch.on(PART_WRITE, 2, Fault.answer(403));

    assertThatThrownBy(() -> server.write(GROUP)).isInstanceOf(StorageException.class);

    assertThat(fixture.database().ids("part:")).isEmpty();
    assertThat(server.store.isReady()).isTrue();
  }
}
