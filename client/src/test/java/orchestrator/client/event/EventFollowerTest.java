package orchestrator.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import orchestrator.client.Backoff;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.fake.FakeServer;
import orchestrator.proto.EventServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@Tag("slow")
class EventFollowerTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private EventFollowerBuilder follower() {
    return EventFollower.of(client)
        .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)));
  }

  private List<String> take(int count) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int event = 0; event < count; event++) {
      ids.add(seen.take());
    }
    return ids;
  }

  private List<String> events(int count) {
    List<String> ids = new ArrayList<>();
    for (int event = 0; event < count; event++) {
      ids.add(server.event());
    }
    return ids;
  }

  @Test
  void eachEventComesOnceInOrderAlthoughTheStreamIsCut() throws Exception {
    List<String> expected = new ArrayList<>(events(100));
    try (EventFollower follower = follower().start(event -> seen.add(event.getId()))) {
      List<String> got = new ArrayList<>(take(50));
      server.cutStreams();
      expected.addAll(events(100));
      got.addAll(take(100));
      server.restart(() -> expected.addAll(events(10)));
      got.addAll(take(60));

      assertThat(got).isEqualTo(expected);
      assertThat(follower.completion()).isNotDone();
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void itGoesOnBehindTheLastEventThatItsFileHolds(@TempDir Path folder) throws Exception {
    Checkpointer checkpointer = Checkpointer.inFile(folder.resolve("last"));
    List<String> first = events(3);
    try (EventFollower follower =
        follower().checkpointer(checkpointer).start(event -> seen.add(event.getId()))) {
      assertThat(take(3)).isEqualTo(first);
      assertThat(follower.completion()).isNotDone();
    }
    List<String> later = events(2);

    try (EventFollower follower =
        follower()
            .checkpointer(Checkpointer.inFile(folder.resolve("last")))
            .start(event -> seen.add(event.getId()))) {
      assertThat(take(2)).isEqualTo(later);
      assertThat(follower.completion()).isNotDone();
    }
  }

  @Test
  void anEventWhoseHandlerFailedStopsTheFollowerAndComesAgain() throws Exception {
    List<String> ids = events(2);
    Checkpointer checkpointer = Checkpointer.inMemory();
    EventFollower failing =
        follower()
            .checkpointer(checkpointer)
            .start(
                event -> {
                  if (event.getId().equals(ids.get(1))) {
                    throw new IllegalStateException("no room");
                  }
                });
    assertThatThrownBy(() -> failing.completion().get())
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("no room");
    failing.close();

    try (EventFollower again =
        follower().checkpointer(checkpointer).start(event -> seen.add(event.getId()))) {
      assertThat(take(1)).containsExactly(ids.get(1));
      assertThat(again.completion()).isNotDone();
    }
  }

  @Test
  void anUnknownEventIsReportedAndNotTriedAgain() {
    try (EventFollower follower = follower().after("nowhere").start(event -> {})) {
      assertThatThrownBy(() -> follower.completion().get())
          .cause()
          .isInstanceOfSatisfying(
              OrchestratorException.class,
              refusal -> assertThat(refusal.is(ErrorCode.NOT_FOUND)).isTrue());
    }
    assertThat(server.faults().calls(EventServiceGrpc.getSubscribeToEventsMethod())).hasSize(1);
  }

  @Test
  void aPassingTroubleOfTheServerIsTriedAgain() throws Exception {
    server.faults().refuse(EventServiceGrpc.getSubscribeToEventsMethod(), Status.INTERNAL);
    server
        .faults()
        .refuse(EventServiceGrpc.getSubscribeToEventsMethod(), Status.RESOURCE_EXHAUSTED);
    List<String> ids = events(1);
    try (EventFollower follower = follower().start(event -> seen.add(event.getId()))) {
      assertThat(take(1)).isEqualTo(ids);
      assertThat(follower.completion()).isNotDone();
    }
  }

  @Test
  void fromNowLeavesOutWhatWasBefore() throws Exception {
    events(3);
    try (EventFollower follower = follower().fromNow().start(event -> seen.add(event.getId()))) {
      List<String> later = events(2);
      assertThat(take(2)).isEqualTo(later);
      assertThat(follower.completion()).isNotDone();
    }
  }

  @Test
  void aSlowHandlerHoldsTheStreamBack() throws Exception {
    // Of a kilobyte each, so that they are far more than what the transport may keep under way.
    int events = 5_000;
    events(events);
    Semaphore pace = new Semaphore(0);
    try (EventFollower follower =
        follower()
            .window(4)
            .start(
                event -> {
                  seen.add(event.getId());
                  pace.acquire();
                })) {
      take(1);
      Thread.sleep(500);
      assertThat(server.eventsSent()).isLessThan(events / 2);
      assertThat(seen).isEmpty();
      pace.release(events);
      take(events - 1);
      assertThat(follower.completion()).isNotDone();
    }
  }

  @Test
  void closingWaitsForTheEventThatIsBeingHandled() throws Exception {
    events(2);
    AtomicReference<String> handled = new AtomicReference<>("");
    Checkpointer checkpointer = Checkpointer.inMemory();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    EventFollower follower =
        follower()
            .checkpointer(checkpointer)
            .start(
                event -> {
                  entered.countDown();
                  leave.await();
                  handled.set(event.getId());
                });
    entered.await();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(follower::close);
    assertThat(closing).isNotDone();
    leave.countDown();
    closing.join();

    assertThat(checkpointer.load()).contains(handled.get());
    assertThat(follower.completion()).isCompleted();
  }
}
