package orchestrator.loopback;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.loopback")
        .floor("crypto", "fault")
        .floor("ledger")
        .floor("chaincode", "orderer")
        .floor("peer")
        .floor("gateway")
        .floor("")
        .check();
  }
}
