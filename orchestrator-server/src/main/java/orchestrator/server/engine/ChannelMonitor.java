package orchestrator.server.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import orchestrator.proto.Event;
import orchestrator.server.event.ChannelEvents;
import orchestrator.server.logging.LogSubject;
import orchestrator.server.metrics.ChannelMetrics;
import orchestrator.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what a channel's writer does: events to the subscribers, figures to the metrics. */
final class ChannelMonitor implements ChannelListener {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelMonitor.class);

  private static final Duration AHEAD_PAUSE = Duration.ofMinutes(1);

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
  public void ahead(long micros, long clock) {
    LOG.warn(
        LogSubject.of("the dates of " + channel, AHEAD_PAUSE),
        "the log of channel {} has reached {}, which is {} ahead of this machine's clock: all dates"
            + " stand there until the clock has caught up",
        channel,
        Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
        inWords(Duration.of(micros - clock, ChronoUnit.MICROS)));
  }

  /** Such as {@code 1h30m5s}. */
  private static String inWords(Duration duration) {
    String iso = duration.truncatedTo(ChronoUnit.SECONDS).toString();
    return iso.substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  @Override
  public void failed(Throwable why) {
    if (!failed) {
      failed = true;
      if (why instanceof StorageException e && !e.isFault()) {
        LOG.warn(
            LogSubject.of(channel), "a commit of channel {} failed: {}", channel, why.getMessage());
      } else {
        LOG.error(LogSubject.of(channel), "a commit of channel {} failed", channel, why);
      }
    }
  }
}
