package orchestrator.executor;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.executor")
        .floor("")
        .floor("queue", "process")
        .floor("engine")
        .floor("local")
        .check();
  }
}
