package orchestrator.chaincode;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.chaincode").floor("pack", "service").floor("").check();
  }
}
