package orchestrator.cli;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.cli")
        .floor("failure", "text")
        .floor("message", "settings")
        .floor("noun", "plan")
        .floor("")
        .check();
  }
}
