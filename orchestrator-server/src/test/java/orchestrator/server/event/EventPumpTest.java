package orchestrator.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class EventPumpTest {
  /** Tasks that wait until the test runs them. */
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  private final List<EventPump> ended = new ArrayList<>();

  /** Gives a list of events, in steps of two; what is added meanwhile is at the end. */
  private static class ListCursor implements EventCursor {
    final List<String> log = new ArrayList<>();
    private final Optional<Executor> next;
    int steps;
    int stops;
    private int place;

    ListCursor(Executor next) {
      this.next = Optional.of(next);
    }

    @Override
    public Optional<Executor> advance(Outlet outlet) {
      steps++;
      for (int i = 0; i < 2; i++) {
        if (place == log.size() || !outlet.send(event(log.get(place)))) {
          return Optional.empty();
        }
        place++;
      }
      return next;
    }

    @Override
    public void stop() {
      stops++;
    }
  }

  private static LoggedEvent event(String id) {
    return LoggedEvent.of(id, new byte[1]);
  }

  private EventPump pump(EventCursor cursor, EventSink sink) {
    return new EventPump(cursor, sink, tasks::add, ended::add);
  }

  private void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void itSendsAllThatTheCursorHas() {
    ListCursor cursor = new ListCursor(tasks::add);
    cursor.log.addAll(List.of("a", "b", "c"));
    Subscriber subscriber = Subscriber.fast();

    pump(cursor, subscriber).resume();
    runAll();

    assertThat(subscriber.received()).containsExactly("a", "b", "c");
    assertThat(ended).isEmpty();
  }

  @Test
  void nothingIsSentInTheThreadThatResumes() {
    ListCursor cursor = new ListCursor(tasks::add);
    cursor.log.add("a");
    Subscriber subscriber = Subscriber.fast();

    pump(cursor, subscriber).resume();

    assertThat(subscriber.received()).isEmpty();
    assertThat(tasks).hasSize(1);
  }

  @Test
  void aStepIsHandedToTheExecutorThatTheOneBeforeItNames() {
    Deque<Runnable> others = new ArrayDeque<>();
    ListCursor cursor = new ListCursor(others::add);
    cursor.log.addAll(List.of("a", "b", "c"));
    Subscriber subscriber = Subscriber.fast();

    pump(cursor, subscriber).resume();
    runAll();
    assertThat(subscriber.received()).containsExactly("a", "b");

    others.remove().run();
    assertThat(subscriber.received()).containsExactly("a", "b", "c");
  }

  @Test
  void howeverOftenItIsResumedOneTaskWaits() {
    ListCursor cursor = new ListCursor(tasks::add);
    EventPump pump = pump(cursor, Subscriber.fast());

    pump.resume();
    pump.resume();
    pump.resume();

    assertThat(tasks).hasSize(1);
    runAll();
    assertThat(cursor.steps).isEqualTo(1);
    pump.resume();
    assertThat(tasks).hasSize(1);
  }

  @Test
  void whatComesAfterTheCursorHasLookedIsNotForgotten() {
    List<EventPump> pumps = new ArrayList<>();
    ListCursor cursor =
        new ListCursor(tasks::add) {
          @Override
          public Optional<Executor> advance(Outlet outlet) {
            Optional<Executor> next = super.advance(outlet);
            if (log.isEmpty()) {
              log.add("late");
              pumps.get(0).resume();
            }
            return next;
          }
        };
    Subscriber subscriber = Subscriber.fast();
    pumps.add(pump(cursor, subscriber));

    pumps.get(0).resume();
    runAll();

    assertThat(subscriber.received()).containsExactly("late");
  }

  @Test
  void aSubscriberThatIsNotReadyCostsNoTaskUntilItIs() {
    ListCursor cursor = new ListCursor(tasks::add);
    cursor.log.addAll(List.of("a", "b", "c"));
    Subscriber slow = new Subscriber(0);
    EventPump pump = pump(cursor, slow);
    slow.begin(pump);

    pump.resume();
    assertThat(tasks).isEmpty();

    slow.take(1);
    runAll();
    assertThat(slow.received()).containsExactly("a");
    pump.resume();
    assertThat(tasks).isEmpty();

    slow.take(5);
    runAll();
    assertThat(slow.received()).containsExactly("a", "b", "c");
  }

  @Test
  void nothingIsSentAfterACancelInTheMiddle() {
    ListCursor cursor = new ListCursor(tasks::add);
    cursor.log.addAll(List.of("a", "b", "c", "d"));
    List<EventPump> pumps = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    pumps.add(
        pump(
            cursor,
            new EventSink() {
              @Override
              public boolean isReady() {
                return true;
              }

              @Override
              public void send(LoggedEvent event) {
                sent.add(event.id());
                if (event.id().equals("c")) {
                  pumps.get(0).cancel();
                }
              }

              @Override
              public void fail(Throwable why) {
                throw new AssertionError(why);
              }
            }));

    pumps.get(0).resume();
    runAll();
    pumps.get(0).resume();

    assertThat(sent).containsExactly("a", "b", "c");
    assertThat(tasks).isEmpty();
    assertThat(ended).hasSize(1);
    assertThat(cursor.stops).isEqualTo(1);
  }

  @Test
  void aCancelBeforeTheFirstStepLeavesNothingToDo() {
    ListCursor cursor = new ListCursor(tasks::add);
    cursor.log.add("a");
    EventPump pump = pump(cursor, Subscriber.fast());

    pump.resume();
    pump.cancel();
    runAll();

    assertThat(cursor.steps).isZero();
  }

  @Test
  void whatTheCursorThrowsEndsTheStreamAndTheSubscriberIsTold() {
    for (Throwable failure : List.of(new IllegalStateException("torn"), new StackOverflowError())) {
      ListCursor cursor =
          new ListCursor(tasks::add) {
            @Override
            public Optional<Executor> advance(Outlet outlet) {
              if (failure instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) failure;
            }
          };
      Subscriber subscriber = Subscriber.fast();
      EventPump pump = pump(cursor, subscriber);

      pump.resume();
      runAll();

      assertThat(subscriber.failure()).containsSame(failure);
      assertThat(cursor.stops).isEqualTo(1);
      assertThat(ended).contains(pump);
      pump.resume();
      assertThat(tasks).isEmpty();
    }
  }

  @Test
  void aStreamWhoseNextStepNobodyTakesFails() {
    ListCursor cursor =
        new ListCursor(
            task -> {
              throw new RejectedExecutionException("the server has stopped");
            });
    cursor.log.addAll(List.of("a", "b", "c"));
    Subscriber subscriber = Subscriber.fast();

    pump(cursor, subscriber).resume();
    runAll();

    assertThat(subscriber.received()).containsExactly("a", "b");
    assertThat(subscriber.failure().orElseThrow()).isInstanceOf(RejectedExecutionException.class);
    assertThat(ended).hasSize(1);
  }
}
