package orchestrator.scenario;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.scenario")
        .floor("proxy", "settings")
        .floor("report")
        .floor("report.page")
        .floor("run")
        .floor("door")
        .check();
  }
}
