package orchestrator.console;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.console").floor("").check();
  }
}
