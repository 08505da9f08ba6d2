package orchestrator.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Keys;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed under load, again and again on the same folder; {@code -Dkills=N} says how
 * often (25). What could hang has its own, shorter patience, so the test as a whole may take long.
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
    for (int kill = 1; kill <= KILLS; kill++) {
      checkThenLoadUntilKilled(kill);
    }
    try (ServerProcess server = start();
        Connection connection = Connection.to(server.target())) {
      check(member(connection));
    }
    assertThat(follower.count()).as("events seen live").isGreaterThan(KILLS);
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start(ServerSettings.on(folder.resolve("data")));
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

  private void checkThenLoadUntilKilled(int round) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (ServerProcess server = start();
        Connection connection = Connection.to(server.target())) {
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
      server.kill();
      for (Future<?> writer : writers) {
        writer.get(1, TimeUnit.MINUTES);
      }
      follower.leave(stream);
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

  private void check(Party party) {
    Stored stored = Stored.of(party);
    List<Event> events = EventAudit.all(party);
    new Audit(party, books.get(books.size() - 1), stored).check();
    for (Book earlier : books) {
      assertThat(stored.all().keySet()).containsAll(earlier.certain());
    }
    EventAudit.check(events, stored);
    follower.check(events);
  }
}
