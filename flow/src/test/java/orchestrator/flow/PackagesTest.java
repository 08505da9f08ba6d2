package orchestrator.flow;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.flow")
        .floor("error")
        .floor("", "step")
        .floor("service")
        .floor("run", "wire")
        .floor("durable", "http")
        .check();
  }
}
