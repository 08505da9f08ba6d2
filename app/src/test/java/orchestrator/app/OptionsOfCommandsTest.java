package orchestrator.app;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds pages of docs against the options of the commands that they are about. */
class OptionsOfCommandsTest {
  @ParameterizedTest
  @CsvSource({"scenarios.md, scenario", "executor.md, executor", "executor.md, certificate"})
  void thePageTellsEveryOption(String page, String command) throws IOException {
    DocsPage.of(page).assertTellsTheOptionsOf(command);
  }
}
