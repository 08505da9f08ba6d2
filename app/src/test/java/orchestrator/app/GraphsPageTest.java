package orchestrator.app;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Holds docs/graphs.md against the settings of graphs and the options of {@code run}. */
class GraphsPageTest extends SettingsPage {
  GraphsPageTest() {
    super("graphs.md", GraphOptions.class, GraphOptions.ALL);
  }

  @Test
  void thePageTellsEveryOptionOfRun() throws IOException {
    page().assertTellsTheOptionsOf("run");
  }
}
