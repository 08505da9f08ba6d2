package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import orchestrator.cli.Surroundings;
import orchestrator.cli.text.Terminal;
import org.junit.jupiter.api.Test;

/** Holds docs/graphs.md against the settings of graphs and the options of {@code run}. */
class GraphsPageTest extends SettingsPage {
  GraphsPageTest() {
    super("graphs.md", GraphOptions.class, GraphOptions.ALL);
  }

  @Test
  void thePageTellsEveryOptionOfRun() throws IOException {
    String page = page();
    Surroundings nowhere =
        new Surroundings(Map.of(), Terminal.none(), InputStream.nullInputStream());

    assertThat(RunCommand.commandLine(nowhere).getCommandSpec().options())
        .filteredOn(option -> !option.usageHelp())
        .allSatisfy(option -> assertThat(page).contains("`" + option.longestName() + "`"));
  }
}
