package orchestrator.executor;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.executor")
        .floor("")
        .floor("queue", "process", "wire")
        .floor("engine")
        .floor("ssh")
        .floor("local", "remote", "server", "certificate")
        .floor("command")
        .check();
  }
}
