package orchestrator.server.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.Event;
import org.junit.jupiter.api.Test;

class LoggedEventTest {
  private static final SizeLimits NARROW = new SizeLimits(SizeLimits.LEAST_EVENT, 1 << 20);
  private static final Event EVENT = LogStore.event("id", 100);

  @Test
  void itIsTheMessageThatTheLogHolds() throws IOException {
    LoggedEvent event = LoggedEvent.of(EVENT);

    assertThat(event.id()).isEqualTo("id");
    assertThat(event.size()).isEqualTo(EVENT.getSerializedSize());
    assertThat(Event.parseFrom(event.stream())).isEqualTo(EVENT);
    assertThat(Event.parseFrom(event.stream())).as("for the next subscriber").isEqualTo(EVENT);
  }

  @Test
  void theTransportLearnsItsLength() throws IOException {
    InputStream stream = LoggedEvent.of(EVENT).stream();

    assertThat(stream).isInstanceOf(KnownLength.class);
    assertThat(stream.available()).isEqualTo(EVENT.getSerializedSize());
  }

  @Test
  void itIsSentAsItIsWhereItMayBe() {
    LoggedEvent event = LoggedEvent.of(EVENT);

    assertThat(event.fitting(NARROW)).isSameAs(event);
  }

  @Test
  void ofOneThatIsTooLargeComesWhatMaySayWhatItIs() throws IOException {
    Event large = LogStore.event("id", SizeLimits.LEAST_EVENT);

    Event sent = Event.parseFrom(LoggedEvent.of(large).fitting(NARROW).stream());

    assertThat(sent).isEqualTo(NARROW.fitting(large));
    assertThat(sent.getId()).isEqualTo("id");
    assertThat(sent.getMetadataMap()).containsOnlyKeys("left_out");
  }

  @Test
  void oneThatIsTooLargeAndTornIsNamed() {
    byte[] torn = "x".repeat(SizeLimits.LEAST_EVENT + 1).getBytes(UTF_8);

    assertThatThrownBy(() -> LoggedEvent.of("id", torn).fitting(NARROW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("event id cannot be read");
  }
}
