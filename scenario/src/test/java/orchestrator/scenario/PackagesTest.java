package orchestrator.scenario;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.scenario")
        .floor("proxy", "settings", "convert")
        .floor("proxy.net")
        .floor("proxy.api", "proxy.fabric", "proxy.http", "proxy.jsonrpc", "proxy.websocket")
        .floor("report")
        .floor("report.page")
        .floor("run")
        .floor("command", "door")
        .check();
  }
}
