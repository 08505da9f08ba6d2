package orchestrator.chaincode.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogGateTest {
  private final List<String> written = new ArrayList<>();
  private long now;
  private final LogGate gate =
      new LogGate(
          new Handler() {
            @Override
            public void publish(LogRecord line) {
              written.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
          },
          () -> now);

  private void say(String logger, Level level, String message) {
    LogRecord line = new LogRecord(level, message);
    line.setLoggerName(logger);
    gate.publish(line);
  }

  @Test
  void ofAFloodOneLineASecondIsWrittenAndTheRestCounted() {
    for (int i = 0; i < 1000; i++) {
      say("shim", Level.SEVERE, "[tx" + i + "] failed");
    }
    now += TimeUnit.SECONDS.toNanos(1);
    say("shim", Level.SEVERE, "[tx1000] failed");
    say("other", Level.SEVERE, "no peer");

    assertThat(written)
        .containsExactly("[tx0] failed", "[tx1000] failed [999 like it left out]", "no peer");
  }

  @Test
  void whatWasLeftOutIsToldWhenItIsQuietAndAtTheEnd() {
    say("shim", Level.WARNING, "a");
    say("shim", Level.WARNING, "b");
    gate.tellOfQuietKinds();
    assertThat(written).containsExactly("a");
    now += TimeUnit.SECONDS.toNanos(2);
    gate.tellOfQuietKinds();
    say("shim", Level.WARNING, "c");
    gate.close();

    assertThat(written).containsExactly("a", "[1 like it left out] b", "[1 like it left out] c");
  }

  @Test
  void linesThatAreNoWarningsAreWrittenWhole() {
    for (int i = 0; i < 3; i++) {
      say("shim", Level.INFO, "listening");
    }

    assertThat(written).hasSize(3);
  }
}
