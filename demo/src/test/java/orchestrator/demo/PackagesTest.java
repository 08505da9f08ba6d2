package orchestrator.demo;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

final class PackagesTest {

  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.demo")
        .floor("learning", "process")
        .floor("incoming", "shop", "study")
        .floor("hospital", "screen")
        .floor("")
        .check();
  }
}
