package orchestrator.e2e.harness.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import orchestrator.e2e.harness.Waiting;
import org.junit.jupiter.api.Test;

/** What stands in for a CouchDB and answers nothing any more is started again; nothing else is. */
class StandInTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Test
  void aSilentOneIsStartedAgain() throws Exception {
    try (CouchDbProcess couchDb = CouchDbProcess.start(new SilentCouchDb(true), PATIENCE)) {
      ProcessHandle first = couchDb.process();
      SilentCouchDb.silence(couchDb.folder());
      awaitRestart(couchDb);

      assertThat(first.isAlive()).isFalse();
      assertThat(Databases.of(couchDb).unanswered(PATIENCE)).isEmpty();
      assertThat(couchDb.restarts()).isEqualTo(1);
    }
  }

  @Test
  void oneThatWasKilledStaysSoUntilItIsRevived() throws Exception {
    try (CouchDbProcess couchDb = CouchDbProcess.start(new SilentCouchDb(true), PATIENCE)) {
      couchDb.kill();
      assertThat(Databases.of(couchDb).isAnswering()).isFalse();
      couchDb.revive();

      assertThat(Databases.of(couchDb).isAnswering()).isTrue();
      SilentCouchDb.silence(couchDb.folder());
      awaitRestart(couchDb);
    }
  }

  @Test
  void anotherProgramsSilenceIsTold() throws Exception {
    try (CouchDbProcess couchDb = CouchDbProcess.start(new SilentCouchDb(false), PATIENCE)) {
      SilentCouchDb.silence(couchDb.folder());

      assertThat(Databases.of(couchDb).unanswered(PATIENCE)).contains("GET /db/_all_docs?limit=1");
      assertThat(couchDb.restarts()).isZero();
    }
  }

  private static void awaitRestart(CouchDbProcess couchDb) throws InterruptedException {
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    while (couchDb.restarts() == 0) {
      assertThat(waiting.isOver()).as("it is started again").isFalse();
      waiting.pause();
    }
  }
}
