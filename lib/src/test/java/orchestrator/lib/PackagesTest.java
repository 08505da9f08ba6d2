package orchestrator.lib;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.lib")
        .floor("error")
        .floor("persistence", "state")
        .floor("asset", "ledger", "transaction")
        .floor("service")
        .floor("operation")
        .check();
  }
}
