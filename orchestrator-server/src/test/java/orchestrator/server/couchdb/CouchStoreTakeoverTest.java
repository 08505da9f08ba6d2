package orchestrator.server.couchdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import orchestrator.server.Eventually;
import orchestrator.server.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of many servers one leads, and whoever leads next has all that was acknowledged. */
@Tag("slow")
class CouchStoreTakeoverTest {
  private Path folder;
  private StoreFixture fixture;
  private Member first;

  @BeforeEach
  void open(@TempDir Path folder) {
    this.folder = folder;
    fixture = new StoreFixture(folder);
    first = fixture.open("a").awaitLead();
  }

  /** Whoever leads within the time of a test does so without having waited for a silence. */
  private void neverWaitForASilentLeader() {
    fixture.close();
    fixture =
        new StoreFixture(folder.resolve("patient"), StoreFixture.TIMEOUT, Duration.ofHours(1));
    first = fixture.open("a").awaitLead();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aStandbySeesWhatTheLeaderCommits() {
    Member standby = fixture.openReadable("b");

    for (int i = 0; i < 5; i++) {
      String value = Integer.toString(i);
      first.write("apple", value);
      Eventually.await("the standby has it", () -> standby.seen().equals(Map.of("apple", value)));
    }

    assertThat(standby.read()).isEqualTo(first.read());
    assertThat(standby.foreignChanges()).isPositive();
    assertThat(standby.store.isReady()).isTrue();
    assertThat(standby.store.isLeader()).isFalse();
    assertThatThrownBy(standby.store::term).isInstanceOf(NotLeaderException.class);
  }

  @Test
  void aStandbyAnswersNoReadsUnlessItIsToldTo() {
    Member standby = fixture.open("b");
    Eventually.await("it stands by", () -> standby.position() == first.position());
    Eventually.await("its storage lacks nothing", standby.store::isReady);

    assertThatThrownBy(standby::read).isInstanceOf(StorageException.class);
  }

  @Test
  void aStandbyLeadsWhenTheLeaderIsKilled() {
    Member standby = fixture.open("b");
    first.write("apple", "red");

    first.kill();

    assertThat(standby.awaitLead().read()).isEqualTo(Map.of("apple", "red"));
    standby.write("apple", "green");
    assertThat(standby.read()).isEqualTo(Map.of("apple", "green"));
  }

  @Test
  void aStandbyLeadsAtOnceWhenTheLeaderLeaves() {
    neverWaitForASilentLeader();
    Member standby = fixture.open("b");
    first.write("apple", "red");
    Eventually.await("it stands by", () -> standby.position() == first.position());

    first.close();

    standby.awaitLead();
    assertThat(standby.read()).isEqualTo(Map.of("apple", "red"));
  }

  @Test
  void aServerThatIsStartedAgainLeadsAtOnce() {
    neverWaitForASilentLeader();
    first.write("apple", "red");
    first.kill();

    Member again = fixture.open("a").awaitLead();

    assertThat(again.read()).isEqualTo(Map.of("apple", "red"));
  }

  @Test
  void aLeaderThatIsCutOffWritesNothingAnyMore() {
    Member second = fixture.open("b");
    first.write("apple", "red");

    first.cable().cut();
    second.awaitLead();
    assertThatThrownBy(() -> first.write("apple", "brown")).isInstanceOf(StorageException.class);
    second.write("apple", "green");
    first.cable().mend();
    Eventually.await("the first steps down", () -> !first.store.isLeader());
    second.write("banana", "yellow");

    Map<String, String> history = Map.of("apple", "green", "banana", "yellow");
    Eventually.await("the first follows", () -> first.seen().equals(history));
    assertThat(second.read()).isEqualTo(history);
    assertThatThrownBy(() -> first.write("apple", "brown")).isInstanceOf(NotLeaderException.class);
    first.kill();
    second.kill();
    assertThat(fixture.openAnew("b").awaitLead().read()).isEqualTo(history);
  }

  @Test
  void whatTheLeaderCommitsWhileItIsReplacedIsNotLost() {
    // The second has read the journal's end, and says that it leads.
    fixture.before(StoreFixture.BEAT, 1, () -> first.write("apple", "red"));

    Member second = fixture.openAnew("a");

    second.awaitLead();
    assertThat(second.read()).isEqualTo(Map.of("apple", "red"));
    first.kill();
    second.kill();
    assertThat(fixture.openAnew("a").awaitLead().read()).isEqualTo(Map.of("apple", "red"));
  }

  @Test
  void leadersThatFollowOneAnotherWhileNothingCanBeFoldedLoseNothing() {
    fixture.blockFold();
    Map<String, String> acknowledged = first.fillJournal();
    first.kill();

    for (int i = 0; i < 3; i++) {
      fixture.open("a").kill();
    }
    fixture.couch.clearFaults();

    assertThat(fixture.openAnew("a").awaitLead().read()).isEqualTo(acknowledged);
  }
}
