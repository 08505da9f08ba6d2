package orchestrator.server.engine;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import orchestrator.server.call.OrganizationExecutors;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.config.Limits;
import orchestrator.server.event.ChannelEvents;
import orchestrator.server.event.EventFeed;
import orchestrator.server.event.StandaloneEventFeed;
import orchestrator.server.http.Readiness;
import orchestrator.server.metrics.ChannelMetrics;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.storage.Store;

/** Builds a server of its own stores: the engine, the feed of its events, and the stores. */
public final class Standalone implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(2);

  private final StandaloneEngine engine;
  private final EventFeed feed;

  /**
   * Runs calls on stores, which stay the caller's to close, after this.
   *
   * @param stores of each channel
   * @param writers runs the channels' writers
   * @param senders runs the event streams
   */
  public Standalone(
      Map<String, Store> stores,
      Limits limits,
      Clock clock,
      Executor writers,
      OrganizationExecutors senders,
      Metrics metrics,
      Readiness readiness) {
    Map<String, ChannelEvents> events = new TreeMap<>();
    Map<String, ChannelListener> monitors = new TreeMap<>();
    stores.forEach(
        (channel, store) -> {
          ChannelEvents log = new ChannelEvents(store, limits.replayEvents(), senders);
          ChannelMonitor monitor = new ChannelMonitor(channel, log, metrics.channel(channel));
          readiness.require("storage of " + channel, store::isReady);
          store.onForeignChange(log::restart);
          // What has changed since the log was opened was told to nobody.
          log.restart();
          events.put(channel, log);
          monitors.put(channel, monitor);
        });
    feed = new StandaloneEventFeed(events);
    engine =
        new StandaloneEngine(
            stores,
            new QueueLimit(limits.queueCalls(), limits.queueBytes()),
            clock,
            writers,
            monitors::get);
    for (String channel : stores.keySet()) {
      ChannelMetrics gauges = metrics.channel(channel);
      gauges.watchQueue(() -> engine.queuedCalls(channel), () -> engine.queuedBytes(channel));
      metrics.watchClock(channel, () -> engine.microsAhead(channel) / 1e6);
    }
  }

  /** Starts an engine on stores, which the caller has opened. */
  public static RunningEngine start(EngineContext context, Map<String, Store> stores) {
    Standalone standalone =
        context
            .resources()
            .opened(
                new Standalone(
                    stores,
                    context.settings().limits(),
                    Clock.system(),
                    context.writers(),
                    context.senders(),
                    context.metrics(),
                    context.readiness()));
    return new RunningEngine(standalone.engine(), standalone.feed());
  }

  /** The engine that runs calls on this state. */
  public Engine engine() {
    return engine;
  }

  /** The events that calls make. */
  public EventFeed feed() {
    return feed;
  }

  /** Refuses writes, and returns when those that waited are answered. */
  @Override
  public void close() {
    engine.stop();
    while (!engine.isDrained()) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
