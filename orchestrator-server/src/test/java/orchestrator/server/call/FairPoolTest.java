package orchestrator.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairPoolTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void endTheThreads() {
    threads.shutdownNow();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void start(Runnable work) {
    new Thread(work).start();
  }

  @Test
  void oneOrganizationLeavesHalfOfTheThreadsToTheOthers() {
    FairPool pool = new FairPool(QueueLimit.NONE, 4, threads);
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger begun = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      pool.execute(
          "org1",
          0,
          () -> {
            begun.incrementAndGet();
            await(open);
          });
    }

    pool.execute("org2", 0, both::countDown);
    pool.execute("org3", 0, both::countDown);

    await(both);
    assertThat(begun.get()).isLessThanOrEqualTo(2);
    CountDownLatch all = new CountDownLatch(1);
    pool.execute("org1", 0, all::countDown);
    open.countDown();
    await(all);
    assertThat(begun).hasValue(100);
  }

  @Test
  void anOrganizationHasLessWhileOthersAskToo() {
    ArrayDeque<Runnable> runners = new ArrayDeque<>();
    AtomicLong nanos = new AtomicLong();
    FairPool pool = new FairPool(QueueLimit.NONE, 4, 1, runners::add, nanos::get);
    assertThat(runsTwoAtOnce(pool, runners)).isTrue();

    pool.execute("org2", 0, () -> {});
    assertThat(runsTwoAtOnce(pool, runners)).isFalse();

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
    assertThat(runsTwoAtOnce(pool, runners)).isTrue();
  }

  /** Whether one of an organization's tasks begins while another of them runs. */
  private static boolean runsTwoAtOnce(FairPool pool, Queue<Runnable> runners) {
    AtomicBoolean second = new AtomicBoolean();
    AtomicBoolean both = new AtomicBoolean();
    pool.execute(
        "org1",
        0,
        () -> {
          pool.execute("org1", 0, () -> second.set(true));
          runAll(runners);
          both.set(second.get());
        });
    runAll(runners);
    assertThat(second).isTrue();
    return both.get();
  }

  private static void runAll(Queue<Runnable> runners) {
    for (Runnable runner = runners.poll(); runner != null; runner = runners.poll()) {
      runner.run();
    }
  }

  @Test
  void organizationsTakeTurns() {
    ArrayDeque<Runnable> one = new ArrayDeque<>();
    FairPool pool = new FairPool(QueueLimit.NONE, 1, one::add);
    List<String> ran = new ArrayList<>();
    for (String task : List.of("a1", "a2", "a3", "b1", "c1", "b2")) {
      pool.execute(task.substring(0, 1), 0, () -> ran.add(task));
    }

    assertThat(one).hasSize(1);
    one.remove().run();

    assertThat(ran).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
  }

  @Test
  void aFloodIsRefusedBeforeTheOthersAre() {
    FairPool pool = new FairPool(new QueueLimit(8, 1000), 1, task -> {});
    for (int i = 0; i < 4; i++) {
      pool.execute("org1", 1, () -> {});
    }

    assertThatThrownBy(() -> pool.execute("org1", 1, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    pool.execute("org2", 400, () -> {});
    assertThatThrownBy(() -> pool.execute("org2", 400, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aTaskThatFailsKeepsNoThread() {
    FairPool pool = new FairPool(QueueLimit.NONE, 2, threads);
    CountDownLatch last = new CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      pool.execute(
          "org1",
          0,
          () -> {
            throw new IllegalStateException("on purpose");
          });
    }

    pool.execute("org1", 0, last::countDown);

    await(last);
  }

  @Test
  void nothingIsForgottenHoweverTasksCome() {
    FairPool pool = new FairPool(QueueLimit.NONE, 4, threads);
    int organizations = 5;
    int each = 2000;
    CountDownLatch all = new CountDownLatch(organizations * each);
    ConcurrentLinkedQueue<String> over = new ConcurrentLinkedQueue<>();
    for (int o = 0; o < organizations; o++) {
      String organization = "org" + o;
      AtomicInteger now = new AtomicInteger();
      start(
          () -> {
            for (int i = 0; i < each; i++) {
              pool.execute(
                  organization,
                  0,
                  () -> {
                    if (now.incrementAndGet() > 2) {
                      over.add(organization);
                    }
                    now.decrementAndGet();
                    all.countDown();
                  });
            }
          });
    }

    await(all);
    assertThat(over).isEmpty();
  }
}
