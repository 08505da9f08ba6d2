package orchestrator.server.engine;

import static orchestrator.server.engine.EngineFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingCallsTest {
  private final EngineFixture server = new EngineFixture();

  @Test
  void aFullQueueRefusesAndGrowsNoFurther() {
    for (int i = 0; i < 6; i++) {
      server.write("w" + i, transaction -> {});
    }

    assertThat(server.told).containsExactly("w4 BusyException", "w5 BusyException");
    assertThat(server.recorder.refused).isEqualTo(2);
    assertThat(server.queued()).isEqualTo(4);
    server.runAll();
    server.write("later", transaction -> {});
    server.runAll();
    assertThat(server.told).endsWith("later ok");
  }

  @Test
  void aFloodOfOneOrganizationLeavesRoomForTheOthers() {
    for (int i = 0; i < 100; i++) {
      server.write("flood", "org1", transaction -> {});
    }
    server.told.clear();

    server.write("b", "org2", transaction -> {});
    server.runAll();

    assertThat(server.told).startsWith("flood ok", "b ok");
  }

  @Test
  void organizationsTakeTurns() {
    server.write("a1", "org1", transaction -> {});
    server.write("a2", "org1", transaction -> {});
    server.write("a3", "org1", transaction -> {});
    server.write("b1", "org2", transaction -> {});

    server.runAll();

    assertThat(server.told).containsExactly("a1 ok", "b1 ok", "a2 ok", "a3 ok");
  }

  @Test
  void whatWaitsIsStillRunWhenTheEngineStops() {
    server.write("a", transaction -> put(transaction, "a"));
    server.engine.stop();
    server.write("b", transaction -> put(transaction, "b"));

    assertThat(server.engine.isDrained()).isFalse();
    server.runAll();

    assertThat(server.engine.isDrained()).isTrue();
    assertThat(server.told).containsExactly("b BusyException", "a ok");
  }
}
