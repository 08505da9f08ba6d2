package orchestrator.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orchestrator.proto.Event;
import orchestrator.server.Eventually;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs in several threads: whatever readers do, each gets each event once, in order. */
class ChannelEventsProgramTest {
  private static final int STEPS = 150;

  /** So that memory keeps some dozens of events. */
  private static final long TAIL_BYTES = 4 << 10;

  private static final int EVENT_BYTES = 100;

  private final LogStore store = new LogStore();
  private final List<String> log = new ArrayList<>();

  /** A subscriber, and how many events of the log came before its start. */
  private record Reader(Subscriber subscriber, int start) {}

  private final List<Reader> readers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void eachSubscriberGetsEachEventOnceInTheOrderOfTheLog(long seed) {
    Random random = new Random(seed);
    ExecutorService senders = Executors.newFixedThreadPool(3);
    try {
      ChannelEvents events = new ChannelEvents(store, 5, TAIL_BYTES, organization -> senders);
      for (int step = 0; step < STEPS; step++) {
        commit(random, events);
        if (random.nextInt(5) == 0) {
          subscribe(random, events);
        }
        if (!readers.isEmpty()) {
          readers.get(random.nextInt(readers.size())).subscriber().take(random.nextInt(20));
        }
        if (random.nextInt(30) == 0) {
          events.restart();
        }
      }
      for (Reader reader : readers) {
        reader.subscriber().take(log.size());
        Eventually.await(
            "all came", () -> reader.subscriber().received().size() >= log.size() - reader.start());
      }
    } finally {
      senders.shutdownNow();
    }
    for (Reader reader : readers) {
      assertThat(reader.subscriber().failure()).isEmpty();
      assertThat(reader.subscriber().received()).isEqualTo(log.subList(reader.start(), log.size()));
    }
  }

  private void commit(Random random, ChannelEvents events) {
    List<Event> group = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Event event = LogStore.event("e%04d".formatted(log.size()), EVENT_BYTES);
      store.append(event);
      log.add(event.getId());
      group.add(event);
    }
    events.publish(group);
  }

  private void subscribe(Random random, ChannelEvents events) {
    int start = random.nextInt(log.size() + 1);
    Subscriber subscriber = new Subscriber(random.nextInt(10));
    String startEventId = start == 0 ? "" : log.get(start - 1);
    subscriber.begin(events.subscribe("org", startEventId, subscriber));
    readers.add(new Reader(subscriber, start));
  }
}
