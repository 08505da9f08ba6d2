package orchestrator.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloodGateTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger ours = context.getLogger("orchestrator.server.Writer");
  private final Logger library = context.getLogger("io.grpc.netty.Handler");
  private final Lines lines = new Lines();
  private long now;
  private final FloodGate gate = new FloodGate(lines, () -> now);

  /** Keeps the messages, each with the count of those left out before it. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> written = new ArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      long before = LeftOutConverter.leftOut(event);
      written.add(event.getFormattedMessage() + (before == 0 ? "" : " +" + before));
    }
  }

  @BeforeEach
  void begin() {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.DEBUG);
    root.addAppender(gate);
    gate.setContext(context);
    lines.start();
    gate.start();
  }

  @AfterEach
  void end() {
    context.stop();
  }

  private void later(Duration time) {
    now += time.toNanos();
  }

  @Test
  void oneLineASecondOfAKindIsWrittenAndTheNextOneTellsHowManyWereLeftOut() {
    long before = FloodGate.leftOutEver();
    for (int i = 0; i < 1000; i++) {
      ours.warn("call {} failed", i);
    }
    assertThat(lines.written).containsExactly("call 0 failed");
    assertThat(FloodGate.leftOutEver() - before).isEqualTo(999);

    later(Duration.ofSeconds(1));
    ours.warn("call {} failed", 1000);
    assertThat(lines.written).containsExactly("call 0 failed", "call 1000 failed +999");

    later(Duration.ofSeconds(1));
    ours.warn("call {} failed", 1001);
    assertThat(lines.written).endsWith("call 1001 failed");
  }

  @Test
  void whatWasLeftOutIsToldWhenItHasBecomeQuiet() {
    ours.error("no room for {}", "a");
    ours.error("no room for {}", "b");
    gate.tellOfQuietKinds();
    assertThat(lines.written).containsExactly("no room for a");

    later(Duration.ofSeconds(2));
    gate.tellOfQuietKinds();
    gate.tellOfQuietKinds();
    assertThat(lines.written)
        .containsExactly("no room for a", "[1 like it left out] no room for b");
  }

  @Test
  void whatWasLeftOutIsToldAtTheEnd() {
    ours.warn("a");
    ours.warn("a");
    ours.warn("a");
    gate.stop();

    assertThat(lines.written).containsExactly("a", "[2 like it left out] a");
  }

  @Test
  void otherKindsAreWrittenMeanwhile() {
    ours.warn("call {} failed", 1);
    ours.warn("disk {} failed", 1);
    ours.error("disk {} failed", 2);
    library.warn("disk {} failed", 3);
    ours.warn("call {} failed", 4, new IllegalStateException());
    ours.warn("call {} failed", 5, new IllegalArgumentException());

    assertThat(lines.written).hasSize(6);
  }

  @Test
  void whatIsSaidOfOneChannelLeavesOutNothingOfAnother() {
    for (String channel : List.of("a", "b", "a")) {
      ours.warn(LogSubject.of(channel), "channel {} is away", channel);
    }

    assertThat(lines.written).containsExactly("channel a is away", "channel b is away");
  }

  @Test
  void aSubjectMayHaveALongerPause() {
    for (int second = 0; second <= 5; second++) {
      ours.warn(LogSubject.of("slow", Duration.ofSeconds(5)), "away");
      later(Duration.ofSeconds(1));
    }

    assertThat(lines.written).containsExactly("away", "away +4");
  }

  @Test
  void aLibraryThatPutsCallersTextsIntoItsMessagesMakesOneKind() {
    for (int i = 0; i < 100; i++) {
      library.warn("no method x" + i);
    }

    assertThat(lines.written).containsExactly("no method x0");
  }

  @Test
  void infoAndDebugAreWrittenWhole() {
    for (int i = 0; i < 3; i++) {
      ours.info("opened");
      ours.debug("called");
    }

    assertThat(lines.written).hasSize(6);
  }

  @Test
  void moreKindsThanThereIsRoomForAreOneKind() {
    for (int i = 0; i < 10_000; i++) {
      context.getLogger("orchestrator." + i).warn("x");
    }
    assertThat(lines.written).hasSize(513);

    later(Duration.ofSeconds(1));
    ours.warn("another");
    assertThat(lines.written).endsWith("another");
  }
}
