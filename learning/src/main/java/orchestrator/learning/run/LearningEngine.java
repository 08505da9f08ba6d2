package orchestrator.learning.run;

import io.grpc.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.event.EventFollower;
import orchestrator.learning.Learning;
import orchestrator.learning.LearningSettings;
import orchestrator.learning.asset.FactReader;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.SortOrder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes training tasks by rule, on what the events of a channel tell. It keeps nothing: a new one
 * reads all events again, and any number may be at work at once, since each makes the same tasks
 * under the same keys.
 */
public final class LearningEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LearningEngine.class);
  private static final int WINDOW = 1_000;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final LearningSettings settings;
  private final Clients clients;
  private final SharedState shared;
  private final Duties duties;
  private final Optional<Pusher> pusher;
  private final Map<String, Learning> calls = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread starter = new Thread(this::follow, "learning-follow");

  private LearningEngine(LearningSettings settings, Channel api) {
    this.settings = settings;
    clients = new Clients(api, settings.channel(), settings.organizations().get(0));
    shared = new SharedState(settings.worker().isPresent());
    pusher = settings.worker().map(url -> new Pusher(url, shared, settings.lease()));
    duties = new Duties(settings, clients, shared, pusher);
    starter.setDaemon(true);
  }

  /**
   * Starts to follow the channel; returns before it has.
   *
   * @param api stays open when the engine is closed
   */
  public static LearningEngine start(LearningSettings settings, Channel api) {
    LearningEngine engine = new LearningEngine(settings, api);
    engine.starter.start();
    return engine;
  }

  /** The calls of an organization. */
  public Learning as(String organization) {
    return calls.computeIfAbsent(
        organization, name -> new Calls(settings, clients, shared, pusher, name));
  }

  /** Until it is closed; the API may be away when this starts. */
  private void follow() {
    OrchestratorClient client = clients.any();
    for (int failures = 0; closing.getCount() > 0; failures++) {
      try {
        Optional<String> last = last(client);
        if (last.isEmpty()) {
          shared.current();
        }
        EventFollower follower =
            EventFollower.of(client).window(WINDOW).start(event -> take(event, last));
        duties.start();
        pusher.ifPresent(Pusher::start);
        var unused = follower.completion().whenComplete(this::ended);
        try (follower) {
          closing.await();
        }
        return;
      } catch (OrchestratorException e) {
        LOG.info("learning waits for the API: {}", e.getMessage());
      } catch (InterruptedException e) {
        return;
      }
      try {
        var unused = closing.await(Backoff.DEFAULT.delay(failures).toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void ended(Void nothing, @Nullable Throwable why) {
    if (why != null) {
      LOG.error("learning has stopped: {}", why.getMessage());
      shared.close();
    }
  }

  /** The last event of now: with it, what is known is current. */
  private static Optional<String> last(OrchestratorClient client) {
    return client
        .call(
            EventServiceGrpc.getQueryEventsMethod(),
            QueryEventsParam.newBuilder().setPageSize(1).setSort(SortOrder.DESCENDING).build())
        .getEventsList()
        .stream()
        .findFirst()
        .map(Event::getId);
  }

  private void take(Event event, Optional<String> last) {
    FactReader.read(event).ifPresent(shared::apply);
    if (last.filter(event.getId()::equals).isPresent()) {
      shared.current();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    shared.close();
    duties.close();
    pusher.ifPresent(Pusher::close);
    try {
      starter.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clients.close();
  }
}
