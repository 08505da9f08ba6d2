package orchestrator.server;

import orchestrator.lib.fixtures.Floors;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void packagesUseOnlyThoseBelowThem() {
    Floors.of("orchestrator.server")
        .floor("call", "config")
        .floor("http")
        .floor("logging")
        .floor("metrics")
        .floor("reload", "storage", "transport")
        .floor("event", "tls")
        .floor("engine")
        .floor("couchdb", "embedded", "ledger")
        .floor("grpc")
        .floor("")
        .check();
  }
}
