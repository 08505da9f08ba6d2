package orchestrator.scenario.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import orchestrator.scenario.proxy.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks nodes whether they live, and tells of those that die and of those that are there again. */
final class Liveness {
  private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

  /** Whoever does not say within this time that it lives is taken for dead. */
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final Timeline timeline;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Is told about nodes, on any thread. */
  interface Listener {
    /** A node is there for the first time, or again. */
    void joined(Node node);

    /** A node does not say any more that it lives. */
    void died(Node node);
  }

  Liveness(Timeline timeline) {
    this.timeline = timeline;
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  void forget(Listener listener) {
    listeners.remove(listener);
  }

  /** Tells that a node is there for the first time, or again. */
  void joined(Node node) {
    listeners.forEach(listener -> listener.joined(node));
  }

  /** Asks these nodes; completes when all have answered, within 3 seconds. */
  CompletionStage<Void> ask(List<Node> nodes) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (Node node : nodes) {
      all.add(ask(node, Duration.ZERO, ANSWER).toCompletableFuture());
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /**
   * Asks a node.
   *
   * @param pause does not ask again when this is not over since it was asked
   * @param patience how long it may take to answer; a transaction that succeeds meanwhile is an
   *     answer too
   * @return completes when it has answered, or has not in time
   */
  CompletionStage<Void> ask(Node node, Duration pause, Duration patience) {
    Optional<Proxy> proxy = node.proxy();
    if (closed || proxy.isEmpty() || !node.mayAsk(timeline.now(), pause.toNanos())) {
      return CompletableFuture.completedFuture(null);
    }
    long began = timeline.now();
    CompletableFuture<Void> answered = new CompletableFuture<>();
    Timeline.Timer late =
        timeline.at(
            began + patience.toNanos(),
            () -> {
              if (!answered.isDone()) {
                node.doubt("it did not say so within " + patience.toSeconds() + " s");
                heard(node, proxy.get(), node.hasSucceededSince(began));
                answered.complete(null);
              }
            });
    timeline.execute(
        () -> {
          boolean alive = isAlive(node, proxy.get()) || node.hasSucceededSince(began);
          late.cancel();
          node.answered();
          heard(node, proxy.get(), alive);
          answered.complete(null);
        });
    return answered;
  }

  private static boolean isAlive(Node node, Proxy proxy) {
    try {
      node.doubt("");
      return proxy.isAlive();
    } catch (Throwable e) {
      LOG.debug("a node cannot be asked", e);
      node.doubt(Texts.reason(e));
      return false;
    }
  }

  private void heard(Node node, Proxy asked, boolean alive) {
    if (closed || !node.heard(asked, alive)) {
      return;
    }
    if (alive) {
      LOG.info("{} lives again", node.label());
      joined(node);
    } else {
      LOG.warn("{} is dead", node.label());
      listeners.forEach(listener -> listener.died(node));
    }
  }

  /** Asks nobody any more. */
  void close() {
    closed = true;
  }
}
