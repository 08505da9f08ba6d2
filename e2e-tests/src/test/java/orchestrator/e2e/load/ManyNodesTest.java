package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.Transaction;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Measure;
import orchestrator.scenario.report.Report;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very many nodes of one process. */
@Tag("slow")
class ManyNodesTest {
  private static final int NODES = 1_000;
  private static final int EACH = 10;
  private static final double SECONDS = 5;

  @TempDir private Path folder;

  /** Nodes of a chain that is never slow, and writes down what it gets. */
  private static final class QuickChain implements Proxies, Proxy {
    private final Set<String> got = ConcurrentHashMap.newKeySet();

    @Override
    public Proxy connect(JsonNode node) {
      return this;
    }

    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public CompletionStage<?> transact(Transaction transaction) {
      String which = transaction.name() + " " + transaction.number();
      if (!got.add(which)) {
        return CompletableFuture.failedFuture(new IllegalStateException(which + " came twice"));
      }
      transaction.reached(Phase.COMMITTED);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  @Test
  void aThousandNodesOfOneProcessSendAllThatIsDueInTime() throws Exception {
    StringBuilder nodes = new StringBuilder();
    for (int node = 0; node < NODES; node++) {
      nodes
          .append(node == 0 ? "" : ",")
          .append("{\"name\": \"n" + node + "\", \"transactions\": [{\"delta\": 0, \"size\": 50,")
          .append(" \"quantity\": " + EACH + ", \"rate\": " + EACH / SECONDS + "}]}");
    }
    QuickChain chain = new QuickChain();

    Report report =
        LocalRun.toItsEnd(folder, chain, 1_000, "{\"repetitions\": 1, \"nodes\": [" + nodes + "]}");

    Figures all = report.totals().all();
    assertThat(all.reasons()).isEmpty();
    assertThat(all.succeeded()).isEqualTo(NODES * EACH);
    assertThat(chain.got).hasSize(NODES * EACH);
    assertThat(report.totals().nodes())
        .hasSize(NODES)
        .allSatisfy(node -> assertThat(node.figures().succeeded()).isEqualTo(EACH));
    // What is late shows, and half of it is not late by more than a part of the run.
    assertThat(all.time(Measure.ENDED).orElseThrow().p50()).isLessThan(SECONDS * 1000 / 5);
    assertThat(report.totals().seconds()).isLessThan(3 * SECONDS);
  }
}
