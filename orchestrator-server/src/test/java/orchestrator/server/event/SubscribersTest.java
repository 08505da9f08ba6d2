package orchestrator.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class SubscribersTest {
  private final Deque<Runnable> wakings = new ArrayDeque<>();
  private final Subscribers subscribers = new Subscribers(wakings::add);

  /** Counts how often somebody looked for events. */
  private static final class Counter implements EventCursor {
    private int looks;
    private boolean stopped;

    @Override
    public Optional<Executor> advance(Outlet outlet) {
      looks++;
      return Optional.empty();
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  private EventStream add(Counter counter, Subscriber subscriber) {
    return subscribers.add(counter, subscriber, Runnable::run);
  }

  @Test
  void aNewStreamLooksAtOnce() {
    Counter counter = new Counter();

    add(counter, Subscriber.fast());

    assertThat(counter.looks).isEqualTo(1);
  }

  @Test
  void nobodyIsWokenWhereNobodySubscribes() {
    subscribers.wake();

    assertThat(wakings).isEmpty();
  }

  @Test
  void oneTaskWakesAllHoweverOftenTheLogGrowsMeanwhile() {
    List<Counter> counters = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      counters.add(new Counter());
      add(counters.get(i), Subscriber.fast());
    }

    subscribers.wake();
    subscribers.wake();
    assertThat(wakings).hasSize(1);
    wakings.remove().run();

    assertThat(counters).allMatch(counter -> counter.looks == 2);
    subscribers.wake();
    assertThat(wakings).hasSize(1);
  }

  @Test
  void whoIsNotReadyIsNotLookedFor() {
    Counter counter = new Counter();
    add(counter, new Subscriber(0));

    subscribers.wake();
    wakings.remove().run();

    assertThat(counter.looks).isZero();
  }

  @Test
  void aCancelledStreamIsForgotten() {
    Counter counter = new Counter();
    EventStream stream = add(counter, Subscriber.fast());

    stream.cancel();
    subscribers.wake();

    assertThat(wakings).isEmpty();
    assertThat(counter.stopped).isTrue();
  }

  @Test
  void atTheEndAllAreCancelled() {
    List<Counter> counters = List.of(new Counter(), new Counter());
    counters.forEach(counter -> add(counter, Subscriber.fast()));

    subscribers.cancel();

    assertThat(counters).allMatch(counter -> counter.stopped);
    subscribers.wake();
    assertThat(wakings).isEmpty();
  }
}
