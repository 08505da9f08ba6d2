package orchestrator.server.engine;

import java.util.List;
import orchestrator.proto.Event;
import orchestrator.server.event.ChannelEvents;
import orchestrator.server.metrics.ChannelMetrics;
import orchestrator.server.storage.AwayException;
import orchestrator.server.storage.NotLeaderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what a channel's writer does: events to the subscribers, figures to the metrics. */
final class ChannelMonitor implements ChannelListener {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelMonitor.class);

  private final String channel;
  private final ChannelEvents events;
  private final ChannelMetrics metrics;
  private volatile boolean failed;

  ChannelMonitor(String channel, ChannelEvents events, ChannelMetrics metrics) {
    this.channel = channel;
    this.events = events;
    this.metrics = metrics;
  }

  @Override
  public void committed(int calls, long nanos, List<Event> committed) {
    failed = false;
    metrics.committed(calls, nanos);
    events.publish(committed);
  }

  @Override
  public void refused() {
    metrics.rejected();
  }

  @Override
  public void failed(Throwable why) {
    if (!failed) {
      failed = true;
      if (why instanceof AwayException || why instanceof NotLeaderException) {
        LOG.warn("a commit of channel {} failed: {}", channel, why.getMessage());
      } else {
        LOG.error("a commit of channel {} failed", channel, why);
      }
    }
  }
}
