package orchestrator.e2e.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import orchestrator.e2e.harness.CouchDbEngine;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import orchestrator.e2e.harness.couchdb.CouchDb;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder of a server on CouchDB is a cache: whatever becomes of it, CouchDB has it all. */
class LostReplicaTest extends OnCouchDb {

  /** What a caller can see of a channel. */
  private record Seen(Stored stored, List<Event> events) {
    static Seen by(Party party) {
      return new Seen(Stored.of(party), EventLog.all(party));
    }

    /** The same is seen later, and but for marks nothing has been added. */
    void assertIsStillSeenBy(Party party) {
      Seen later = by(party);
      assertThat(later.stored).isEqualTo(stored);
      assertThat(later.events).startsWith(events.toArray(Event[]::new));
      EventAudit.check(later.events, later.stored);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeletedViewIsRebuilt(boolean killed) throws Exception {
    ServerProcess first = start(server("data"));
    work(newMember(first, ONE), "some");
    Seen before = Seen.by(one(first));
    if (killed) {
      first.kill();
    } else {
      assertThat(first.stop()).isZero();
    }
    Folders.delete(folder.resolve("data"));

    Party again = one(start(server("data")));

    awaitWritable(again);
    before.assertIsStillSeenBy(again);
    assertThat(again.modelsOf(key("some parent"))).hasSize(1);
    again.start(key("some child"));
    assertThat(again.status(key("some child"))).isEqualTo(ComputeTaskStatus.STATUS_EXECUTING);
  }

  @Test
  void aDamagedViewIsRebuilt() throws Exception {
    ServerProcess server = start(server("data"));
    work(newMember(server, ONE), "some");
    Seen before = Seen.by(one(server));
    assertThat(server.stop()).isZero();
    // What it has logged is in tables once the replica was opened again.
    assertThat(start(server("data")).stop()).isZero();
    for (String files : List.of("*.sst", "CURRENT")) {
      overwrite(files);

      server = start(server("data"));

      awaitWritable(one(server));
      before.assertIsStillSeenBy(one(server));
      assertThat(one(server).modelsOf(key("some parent"))).hasSize(1);
      String data = folder.resolve("data").toString();
      assertThat(server.log().lines().filter(line -> line.contains("WARN") && line.contains(data)))
          .hasSize(1);
      assertThat(server.stop()).isZero();
    }
  }

  /** Fills files of the replica with garbage of the same length. */
  private void overwrite(String names) throws IOException {
    Path replica = folder.resolve("data").resolve("views").resolve("mychannel");
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(replica, names)) {
      found.forEach(files::add);
    }
    assertThat(files).as("files %s of the replica", names).isNotEmpty();
    Random random = new Random(1);
    for (Path file : files) {
      byte[] garbage = new byte[(int) Files.size(file)];
      random.nextBytes(garbage);
      Files.write(file, garbage);
    }
  }

  @Test
  void aViewThatLagsBehindCatchesUp() throws Exception {
    ServerProcess first = start(server("data"));
    work(newMember(first, ONE), "early");
    assertThat(first.stop()).isZero();
    Path data = folder.resolve("data");
    Folders.copy(data, folder.resolve("copy"));
    ServerProcess second = start(server("data"));
    awaitWritable(one(second));
    work(one(second), "late");
    one(second).renamePlan(key("early plan"), "renamed");
    Seen before = Seen.by(one(second));
    assertThat(second.stop()).isZero();
    Folders.delete(data);
    Folders.copy(folder.resolve("copy"), data);

    Party again = one(start(server("data")));

    awaitWritable(again);
    before.assertIsStillSeenBy(again);
    assertThat(again.plan(key("early plan")).getName()).isEqualTo("renamed");
  }

  @Test
  void aViewOfOtherDatabasesIsNotServed() throws Exception {
    CouchDbEngine others = closing(CouchDbEngine.on(CouchDb.ofThisRun()));
    ServerProcess first = start(server("data"));
    work(newMember(first, ONE), "mine");
    Seen mine = Seen.by(one(first));
    assertThat(first.stop()).isZero();

    ServerProcess other = start(others.settings(folder.resolve("data")));
    Party newcomer = newMember(other, ONE);

    assertThat(Stored.of(newcomer).all()).isEmpty();
    work(newcomer, "theirs");
    assertThat(other.stop()).isZero();

    Party again = one(start(server("data")));

    awaitWritable(again);
    mine.assertIsStillSeenBy(again);
  }
}
