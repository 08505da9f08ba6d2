package orchestrator.scenario.proxy.api;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.event.EventFollower;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;

/**
 * Follows a channel's events by one subscription, and tells of those that somebody waits for: that
 * a function was registered, or that a task is done.
 */
final class EventWatch implements AutoCloseable {
  /** Between the transport and the handler, which only looks into a map. */
  private static final int WINDOW = 1_024;

  private final OrchestratorClient client;
  private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

  @GuardedBy("this")
  private Optional<EventFollower> follower = Optional.empty();

  @GuardedBy("this")
  private boolean closed;

  EventWatch(OrchestratorClient client) {
    this.client = client;
  }

  /**
   * Follows from now on, unless it does already. When the subscription breaks, it goes on where it
   * was; when the server refuses that, this begins anew.
   *
   * @throws orchestrator.client.OrchestratorException when the server cannot be asked
   */
  synchronized void ensure() {
    if (closed || follower.filter(each -> !each.completion().isDone()).isPresent()) {
      return;
    }
    EventFollower started = EventFollower.of(client).fromNow().window(WINDOW).start(this::handle);
    follower = Optional.of(started);
    var unused =
        started
            .completion()
            .whenComplete(
                (nothing, failure) -> {
                  if (failure != null) {
                    failAll("the events cannot be followed: " + failure.getMessage());
                  }
                });
  }

  private void failAll(String reason) {
    for (String key : List.copyOf(awaited.keySet())) {
      Optional.ofNullable(awaited.remove(key))
          .ifPresent(each -> each.completeExceptionally(new IllegalStateException(reason)));
    }
  }

  private void handle(Event event) {
    if (isEnd(event)) {
      Optional.ofNullable(awaited.remove(event.getAssetKey()))
          .ifPresent(each -> each.complete(null));
    }
  }

  private static boolean isEnd(Event event) {
    return switch (event.getAssetKind()) {
      case ASSET_FUNCTION -> event.getEventKind() == EventKind.EVENT_ASSET_CREATED;
      case ASSET_COMPUTE_TASK ->
          event.getComputeTask().getStatus() == ComputeTaskStatus.STATUS_DONE;
      default -> false;
    };
  }

  /** Completes when all these assets have come to their end. Called before they can. */
  CompletableFuture<Void> await(Collection<String> keys) {
    List<CompletableFuture<Void>> each = new ArrayList<>();
    keys.forEach(key -> each.add(awaited.computeIfAbsent(key, same -> new CompletableFuture<>())));
    return each.size() == 1
        ? each.get(0)
        : CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new));
  }

  /** Waits no more for these. */
  void forget(Collection<String> keys) {
    keys.forEach(awaited::remove);
  }

  /** How many events are waited for. */
  int waiting() {
    return awaited.size();
  }

  @Override
  public void close() {
    Optional<EventFollower> last;
    synchronized (this) {
      closed = true;
      last = follower;
    }
    last.ifPresent(EventFollower::close);
    failAll("the connection was closed");
  }
}
