package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.proto.Function;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Report;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many transactions as {@code -DscenarioTransactions} says, counted in the store. */
@Tag("slow")
class StoredExactlyTest {
  private static final int NODES = 4;

  /** So few that a server on a busy machine still answers within a second whether it lives. */
  private static final int UNDER_WAY = 50;

  private static final int EACH = Integer.getInteger("scenarioTransactions", 20_000) / NODES;

  @TempDir private Path folder;

  @Test
  void everyTransactionOfAGreatLoadIsInTheStoreOnce() throws Exception {
    StringBuilder nodes = new StringBuilder();
    for (int node = 0; node < NODES; node++) {
      nodes
          .append(node == 0 ? "" : ",")
          .append("{\"name\": \"n" + node + "\", \"transactions\": [")
          .append("{\"delta\": 0, \"size\": 32, \"quantity\": " + EACH + "}]}");
    }
    ServerSettings settings = ServerSettings.on(folder.resolve("data")).withHeap("2g");
    try (ServerProcess server = ServerProcess.start(settings);
        ProxyTypes types = ProxyTypes.of(List.of())) {
      Proxies proxies = LocalRun.api(types, server, "0");
      Report report =
          LocalRun.toItsEnd(
              folder.resolve("reports"),
              proxies,
              UNDER_WAY,
              "{\"repetitions\": 1, \"nodes\": [" + nodes + "]}");

      Figures all = report.totals().all();
      assertThat(all.reasons()).isEmpty();
      assertThat(List.of(all.intended(), all.sent(), all.answered(), all.succeeded()))
          .containsOnly((long) NODES * EACH);
      assertThat(StoredFunctions.of(server, report.header().run()).stream().map(Function::getName))
          .hasSize(NODES * EACH)
          .doesNotHaveDuplicates();
    }
  }
}
