package orchestrator.client.bench;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.SortOrder;
import orchestrator.proto.SubscribeToEventsParam;

/**
 * Lets subscribers wait for the events of functions that the clients register. The delay is the
 * time from a registration's answer to the event at one subscriber, 0 when the event is there
 * first.
 */
final class EventsWorkload implements Workload {
  static final String DELIVERY = "event delivery";
  static final String LOST = "events not delivered";

  private static final long PATIENCE_SECONDS = 5;
  private static final long POLL_MILLIS = 10;

  /** Holds a registration whose event has not reached all subscribers. */
  private static final class Pending {
    private final AtomicInteger missing;
    private volatile long answered;

    Pending(int subscribers) {
      missing = new AtomicInteger(subscribers);
    }
  }

  private final Caller caller;
  private final Measurements measurements;
  private final int subscribers;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private String lastEvent = "";
  private volatile boolean stopped;

  EventsWorkload(Caller caller, Measurements measurements, int subscribers) {
    this.caller = caller;
    this.measurements = measurements;
    this.subscribers = subscribers;
  }

  @Override
  public void prepare(OrchestratorClient client) {
    BenchAssets.registerOrganization(client);
    lastEvent =
        client
            .call(
                EventServiceGrpc.getQueryEventsMethod(),
                QueryEventsParam.newBuilder().setPageSize(1).setSort(SortOrder.DESCENDING).build())
            .getEventsList()
            .stream()
            .findFirst()
            .map(Event::getId)
            .orElse("");
  }

  @Override
  public void begin(List<OrchestratorClient> connections) {
    for (int subscriber = 0; subscriber < subscribers; subscriber++) {
      subscribe(connections.get(subscriber % connections.size()));
    }
  }

  private void subscribe(OrchestratorClient connection) {
    EventServiceGrpc.newStub(connection.grpc())
        .subscribeToEvents(
            SubscribeToEventsParam.newBuilder().setStartEventId(lastEvent).build(),
            new StreamObserver<>() {
              @Override
              public void onNext(Event event) {
                delivered(event.getAssetKey());
              }

              @Override
              public void onError(Throwable failure) {
                if (!stopped) {
                  measurements.failed(Caller.code("SubscribeToEvents", failure));
                }
              }

              @Override
              public void onCompleted() {
                measurements.failed("SubscribeToEvents ended by the server");
              }
            });
  }

  @Override
  public void start(OrchestratorClient connection) {
    if (stopped) {
      return;
    }
    String key = BenchAssets.key();
    Pending write = new Pending(subscribers);
    pending.put(key, write);
    caller.call(
        connection.grpc(),
        FunctionServiceGrpc.getRegisterFunctionMethod(),
        BenchAssets.function(key),
        answer -> {
          write.answered = System.nanoTime();
          start(connection);
        },
        () -> {
          pending.remove(key);
          start(connection);
        });
  }

  private void delivered(String key) {
    Optional.ofNullable(pending.get(key))
        .ifPresent(
            write -> {
              long answered = write.answered;
              measurements.observed(DELIVERY, answered == 0 ? 0 : System.nanoTime() - answered);
              if (write.missing.decrementAndGet() == 0) {
                pending.remove(key);
              }
            });
  }

  /** Gives the last events time to arrive, so that what is then missing was lost. */
  @Override
  public Map<String, Double> figures() {
    stopped = true;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (!pending.isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long lost = pending.values().stream().mapToLong(write -> write.missing.get()).sum();
    return new TreeMap<>(Map.of("subscribers", (double) subscribers, LOST, (double) lost));
  }
}
