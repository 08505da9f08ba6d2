package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AwaitableHeightTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AwaitableHeight height = new AwaitableHeight();

  @Test
  void whatIsThereIsNotWaitedFor() {
    height.set(3);

    assertThat(height.await(3, Duration.ZERO)).isTrue();
    assertThat(height.await(4, Duration.ZERO)).isFalse();
  }

  @Test
  void whoWaitsGoesOnWithTheBlockThatWasWaitedFor() throws Exception {
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> height.await(3, LONG));

    height.set(2);
    assertThat(waiting).isNotDone();
    height.set(3);

    assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void nobodyWaitsForWhatIsClosed() throws Exception {
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> height.await(3, LONG));

    height.close();

    assertThat(waiting.get(60, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void aServerThatStopsDoesNotWait() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> height.await(3, LONG)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
