package orchestrator.client;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.client")
        .floor("spec")
        .floor("")
        .floor("batch", "event", "http")
        .floor("bench", "resume", "worker")
        .check();
  }
}
