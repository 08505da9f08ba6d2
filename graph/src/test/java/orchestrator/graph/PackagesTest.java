package orchestrator.graph;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.graph")
        .floor("model")
        .floor("gorch", "source")
        .floor("dot", "picture", "plan", "tosca", "wfformat")
        .floor("format", "run")
        .floor("http", "screen")
        .floor("command")
        .check();
  }
}
