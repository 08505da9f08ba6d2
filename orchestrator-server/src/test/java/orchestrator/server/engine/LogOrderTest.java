package orchestrator.server.engine;

import static orchestrator.server.engine.EngineFixture.emit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orchestrator.lib.persistence.Times;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.Event;
import org.junit.jupiter.api.Test;

class LogOrderTest {
  private final EngineFixture server = new EngineFixture();
  private final List<Long> times = new ArrayList<>();

  private void event(Transaction transaction) {
    times.add(Times.micros(transaction.time()));
    emit(transaction, "x");
  }

  @Test
  void datesGoForwardWhenTheClockGoesBack() {
    server.write("a", this::event);
    server.write("b", this::event);
    server.runAll();
    server.now -= 5;
    server.write("c", this::event);
    server.runAll();

    assertThat(times).hasSize(3).isSorted().doesNotHaveDuplicates();
    assertThat(server.recorder.events)
        .extracting(Event::getId)
        .hasSize(3)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void aClockThatWasOnceAheadIsToldOfWithEachGroupByHowMuch() {
    server.write("a", this::event);
    server.runAll();
    server.now = 1_000_000;
    server.write("b", this::event);
    server.runAll();
    assertThat(server.recorder.ahead).as("a second is no reason").isEmpty();

    server.now += 3_600_000_000L;
    server.write("c", this::event);
    server.runAll();
    server.now -= 3_600_000_000L;
    server.write("d", this::event);
    server.runAll();

    assertThat(server.recorder.ahead).containsExactly(3_600_000_001L);
    assertThat(server.engine.microsAhead("mychannel")).isEqualTo(3_600_000_001L);
    assertThat(times.get(3)).as("a date never goes back").isEqualTo(times.get(2) + 1);
  }

  @Test
  void aLogThatIsAheadIsToldOfAtTheStartToo() {
    server.now = 7_200_000_000L;
    server.write("a", this::event);
    server.runAll();
    server.now = 1_000_000;
    server.restart();

    assertThat(server.recorder.ahead).containsExactly(7_199_000_000L);
    assertThat(server.engine.microsAhead("mychannel")).isEqualTo(7_199_000_000L);

    server.now = 7_200_000_002L;
    server.write("b", this::event);
    server.runAll();
    assertThat(server.engine.microsAhead("mychannel")).isZero();
  }

  @Test
  void theLogGoesOnAfterARestart() {
    server.write("a", this::event);
    server.runAll();
    server.now = 0;
    server.restart();

    server.write("b", this::event);
    server.runAll();

    assertThat(server.told).containsExactly("a ok", "b ok");
    assertThat(times).isSorted().doesNotHaveDuplicates();
    assertThat(server.recorder.events)
        .extracting(Event::getId)
        .hasSize(2)
        .isSorted()
        .doesNotHaveDuplicates();
  }
}
