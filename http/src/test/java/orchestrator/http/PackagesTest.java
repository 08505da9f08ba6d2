package orchestrator.http;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.http")
        .floor("file")
        .floor("account", "api", "openapi")
        .floor("")
        .check();
  }
}
