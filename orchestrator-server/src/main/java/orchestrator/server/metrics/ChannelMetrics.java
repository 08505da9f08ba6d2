package orchestrator.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Holds the instruments of one channel. */
public final class ChannelMetrics {
  private final DistributionDataPoint commits;
  private final DistributionDataPoint groups;
  private final CounterDataPoint rejected;
  private final GaugeDataPoint subscribers;
  private final CounterDataPoint sent;
  private final BiConsumer<IntSupplier, LongSupplier> queue;

  ChannelMetrics(
      DistributionDataPoint commits,
      DistributionDataPoint groups,
      CounterDataPoint rejected,
      GaugeDataPoint subscribers,
      CounterDataPoint sent,
      BiConsumer<IntSupplier, LongSupplier> queue) {
    this.commits = commits;
    this.groups = groups;
    this.rejected = rejected;
    this.subscribers = subscribers;
    this.sent = sent;
    this.queue = queue;
  }

  /**
   * A group of calls was made durable.
   *
   * @param calls how many
   * @param nanos how long the storage took
   */
  public void committed(int calls, long nanos) {
    groups.observe(calls);
    commits.observe(Seconds.of(nanos));
  }

  /**
   * Says where the length of the queue is read, each time that somebody asks for the metrics.
   *
   * @param calls how many wait
   * @param bytes how large their requests are together
   */
  public void watchQueue(IntSupplier calls, LongSupplier bytes) {
    queue.accept(calls, bytes);
  }

  /** A write was refused because too many wait. */
  public void rejected() {
    rejected.inc();
  }

  /** A stream of events was opened. */
  public void subscribed() {
    subscribers.inc();
  }

  /** A stream of events has ended, by whomever. */
  public void unsubscribed() {
    subscribers.dec();
  }

  /** So many events were handed to one stream. */
  public void sent(int events) {
    sent.inc(events);
  }
}
