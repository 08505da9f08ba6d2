package orchestrator.server.engine;

import static orchestrator.server.engine.EngineFixture.emit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orchestrator.lib.operation.Transaction;
import orchestrator.lib.persistence.Times;
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
