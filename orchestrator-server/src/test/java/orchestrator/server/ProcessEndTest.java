package orchestrator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProcessEndTest {
  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  private ProcessEnd processEnd(Duration grace) {
    return new ProcessEnd(grace, code -> happened.add("ended with " + code));
  }

  private AutoCloseable server() {
    happened.add("started");
    return () -> happened.add("closed");
  }

  private AutoCloseable slowServer() {
    begun.countDown();
    try {
      mayGoOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return server();
  }

  private static Thread inBackground(ProcessEnd end, Supplier<AutoCloseable> start) {
    Thread thread =
        new Thread(
            () -> {
              try {
                end.start(start);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void aSignalClosesTheServerAndEndsTheProcessWithZero() throws Exception {
    ProcessEnd end = processEnd(Duration.ofSeconds(10));
    end.start(this::server);

    end.end();

    assertThat(happened).containsExactly("started", "closed", "ended with 0");
  }

  @Test
  void aStartThatIsUnderWayIsCutLongBeforeTheGraceIsOver() throws Exception {
    ProcessEnd end = processEnd(Duration.ofDays(1));
    inBackground(end, this::slowServer);
    begun.await();

    end.end();

    assertThat(happened).containsExactly("ended with 0");
    mayGoOn.countDown();
  }

  @Test
  void afterASignalNothingIsStarted() throws Exception {
    ProcessEnd end = processEnd(Duration.ofSeconds(10));
    end.end();
    Thread main = inBackground(end, this::server);
    main.join(200);

    assertThat(main.isAlive()).isTrue();
    assertThat(happened).containsExactly("ended with 0");
    main.interrupt();
  }

  @Test
  void aServerThatCannotBeClosedEndsTheProcessWithOne() throws Exception {
    ProcessEnd end = processEnd(Duration.ofSeconds(10));
    end.start(
        () ->
            () -> {
              throw new IllegalStateException("disk gone");
            });

    end.end();

    assertThat(happened).containsExactly("ended with 1");
  }

  @Test
  void aStartThatFailsIsNotHidden() {
    ProcessEnd end = processEnd(Duration.ofSeconds(10));

    assertThatThrownBy(
            () ->
                end.start(
                    () -> {
                      throw new StartException("the port is in use");
                    }))
        .isInstanceOf(StartException.class);
  }
}
