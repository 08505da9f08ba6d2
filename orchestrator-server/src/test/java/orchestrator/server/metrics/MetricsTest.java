package orchestrator.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void callsAreCountedByMethodAndStatusWithTheirTimes() {
    metrics.call("S/M", Status.Code.OK, 700_000);
    metrics.call("S/M", Status.Code.OK, 20_000_000_000L);
    metrics.call("S/M", Status.Code.NOT_FOUND, 1);

    assertThat(MetricsText.of(metrics))
        .contains("orchestrator_grpc_calls_seconds_count{method=\"S/M\",status=\"OK\"} 2\n")
        .contains("seconds_bucket{method=\"S/M\",status=\"OK\",le=\"5.0E-4\"} 0\n")
        .contains("seconds_bucket{method=\"S/M\",status=\"OK\",le=\"0.001\"} 1\n")
        .contains("seconds_bucket{method=\"S/M\",status=\"OK\",le=\"10.0\"} 1\n")
        .contains("seconds_bucket{method=\"S/M\",status=\"OK\",le=\"+Inf\"} 2\n")
        .contains("seconds_count{method=\"S/M\",status=\"NOT_FOUND\"} 1\n");
  }

  @Test
  void aCommitTellsHowManyCallsItHeldAndHowLongItTook() {
    metrics.channel("a").committed(3, 4_000_000);

    assertThat(MetricsText.of(metrics))
        .contains("orchestrator_commit_group_calls_bucket{channel=\"a\",le=\"2.0\"} 0\n")
        .contains("orchestrator_commit_group_calls_bucket{channel=\"a\",le=\"4.0\"} 1\n")
        .contains("orchestrator_commit_seconds_sum{channel=\"a\"} 0.004\n");
  }

  @Test
  void theQueueIsReadWhenSomebodyAsks() {
    AtomicInteger waiting = new AtomicInteger();
    metrics.channel("a").watchQueue(waiting::get, () -> 10L * waiting.get());
    waiting.set(7);

    assertThat(MetricsText.of(metrics))
        .contains("orchestrator_queue_calls{channel=\"a\"} 7.0\n")
        .contains("orchestrator_queue_bytes{channel=\"a\"} 70.0\n");
  }

  @Test
  void streamsAreCountedWhileTheyAreOpenAndTheirEventsForEver() {
    ChannelMetrics channel = metrics.channel("a");
    channel.subscribed();
    channel.subscribed();
    channel.sent(5);
    channel.unsubscribed();

    assertThat(MetricsText.of(metrics))
        .contains("orchestrator_event_subscribers{channel=\"a\"} 1.0\n")
        .contains("orchestrator_events_sent_total{channel=\"a\"} 5.0\n");
  }

  @Test
  void refusedWritesAreCounted() {
    metrics.channel("a").rejected();

    assertThat(MetricsText.of(metrics))
        .contains("orchestrator_queue_rejected_total{channel=\"a\"} 1.0\n");
  }

  @Test
  void aChannelThatNothingHappenedOnIsShownWithZeros() {
    metrics.channel("quiet");

    assertThat(MetricsText.of(metrics))
        .contains("orchestrator_event_subscribers{channel=\"quiet\"} 0.0\n")
        .contains("orchestrator_commit_seconds_count{channel=\"quiet\"} 0\n");
  }

  @Test
  void twoServersInOneProcessDoNotMixTheirNumbers() {
    new Metrics().channel("a").rejected();

    assertThat(MetricsText.of(metrics)).doesNotContain("channel=\"a\"");
  }
}
