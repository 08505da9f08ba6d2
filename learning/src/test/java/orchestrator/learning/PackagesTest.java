package orchestrator.learning;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.learning")
        .floor("")
        .floor("rule")
        .floor("asset")
        .floor("run")
        .floor("http")
        .check();
  }
}
