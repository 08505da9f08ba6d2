package orchestrator.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.Engine;
import orchestrator.e2e.harness.Engine.Victim;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Keys;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.e2e.harness.api.Stored;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed under load, again and again on the same folder, and so is the process of its
 * storage, where it has one, alone and together with it; {@code -Dkills=N} says how often (25).
 * What could hang has its own, shorter patience, so the test as a whole may take long.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("kills", 25);
  private static final int WRITERS = 8;

  private final Keys keys = new Keys();
  private final Follower follower = new Follower();
  private final Random random = new Random(KILLS);
  private final List<Book> books = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.HOURS)
  void whatWasAcknowledgedIsThereAndNothingIsThereByHalves() throws Exception {
    try (Engine engine = Engine.ofThisRun();
        RestartedServer server =
            new RestartedServer(engine.hastySettings(folder.resolve("data")))) {
      List<Victim> victims = engine.victims();
      for (int kill = 1; kill <= KILLS; kill++) {
        Victim victim = victims.get(kill % victims.size());
        checkThenLoadUntilKilled(kill, server, new Strike(victim, engine, random.nextBoolean()));
      }
      try (Connection connection = Connection.to(server.running().target())) {
        check(member(connection));
      }
    }
    assertThat(follower.count()).as("events seen live").isGreaterThan(KILLS);
  }

  private static Party member(Connection connection) {
    return connection.as(Requests.ONE, "mychannel");
  }

  private void prepare(Party party) {
    Requests requests = new Requests(keys);
    party.call(
        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
        RegisterOrganizationParam.getDefaultInstance());
    party.register(
        requests
            .function("function")
            .putOutputs(
                "model",
                Requests.makes(AssetKind.ASSET_MODEL).toBuilder().setMultiple(true).build()));
    party.build(requests.key("function"));
  }

  private void checkThenLoadUntilKilled(int round, RestartedServer server, Strike strike)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (Connection connection = Connection.to(server.running().target())) {
      Party party = member(connection);
      if (books.isEmpty()) {
        prepare(party);
      } else {
        check(party);
      }
      Book book = new Book();
      books.add(book);
      EventStream stream = follower.resume(party);
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.add(threads.submit(new Writer(party, book, keys, round + "/" + writer)));
      }
      awaitAcknowledged(book, 10 + random.nextInt(200));
      strike.hit(server.running());
      for (Future<?> writer : writers) {
        writer.get(1, TimeUnit.MINUTES);
      }
      if (strike.sparesServer()) {
        stream.close();
      }
      follower.leave(stream);
      strike.heal();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitAcknowledged(Book book, int calls) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (book.acknowledged().size() < calls) {
      assertThat(System.nanoTime()).as("the writers get on").isLessThan(giveUp);
      Thread.sleep(1);
    }
  }

  private void check(Party party) throws InterruptedException {
    awaitWritable(party);
    Stored stored = Stored.of(party);
    List<Event> events = EventLog.all(party);
    new Audit(party, books.get(books.size() - 1), stored).check();
    for (Book earlier : books) {
      assertThat(stored.all().keySet()).containsAll(earlier.certain());
    }
    EventAudit.check(events, stored);
    follower.check(events);
  }

  /**
   * What was in flight when the storage went away is settled before the next write is taken, so
   * nothing of it can come up after this.
   */
  private static void awaitWritable(Party party) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        EventLog.mark(party);
        return;
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(System.nanoTime()).as("writes are taken again: %s", e).isLessThan(giveUp);
        Thread.sleep(50);
      }
    }
  }
}
