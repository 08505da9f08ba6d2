package orchestrator.scenario.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import orchestrator.cli.text.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTextTest {
  @TempDir private Path folder;

  @Test
  void nodesAndTheWholeAreShown() throws Exception {
    assertThat(text(2))
        .containsPattern("(?m)^NAME +NODE +DUE +SENT +SUCCEEDED +COMMITTED +FAILED")
        .containsPattern("(?m)^n0 .* 100 +100 +100 +100 +0 +11.0 +14.0 +14.0$")
        .containsPattern("(?m)^n1 .* 100 +100 +80 +80 +20 ")
        .containsPattern("(?m)^all +2 nodes +200 +200 +180 +180 +20 ")
        .contains("18.0 transactions a second succeeded in 10.0 s; 0 are under way")
        .contains("failed 20 times: </title>")
        .doesNotContain("\u202e", "\u0007");
  }

  @Test
  void ofOneThereIsOne() throws Exception {
    assertThat(text(1)).containsPattern("(?m)^all +1 node +200 ");
    assertThat(text(21)).contains("and another node, which is in the report");
  }

  @Test
  void ofManyNodesTwentyAreShown() throws Exception {
    assertThat(text(50))
        .contains("\nn19 ", "and 30 more nodes, which are in the report")
        .doesNotContain("\nn20 ");
  }

  private String text(int nodes) throws Exception {
    StringWriter text = new StringWriter();
    ReportText.print(
        Samples.report(folder, "r" + nodes, nodes, 10, 8).totals(),
        new PrintWriter(text),
        Terminal.none());
    return text.toString();
  }
}
