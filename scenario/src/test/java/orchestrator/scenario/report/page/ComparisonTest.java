package orchestrator.scenario.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import orchestrator.cli.text.Terminal;
import orchestrator.scenario.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path folder;

  @Test
  void theSecondIsMeasuredByTheFirst() throws Exception {
    Comparison comparison = of(Samples.report(folder, "a", 2, 10, 8), slow());
    StringWriter text = new StringWriter();
    comparison.print(new PrintWriter(text), Terminal.none());
    assertThat(text.toString())
        .containsPattern(
            "(?m)^A: a, .*, proxy fabric, 2 nodes. The run was completed after 10.0 s.")
        .containsPattern("(?m)^ +A +B +B / A$")
        .containsPattern("(?m)^succeeded a second +18.0 +18.0 +1.00$")
        .containsPattern("(?m)^ended, ms p50 +11.0 +43.0 +3.91$")
        .contains("A and B ran different settings.")
        .contains(
            "B against A: 1.00 times as many succeed a second, the median takes 3.91 times as"
                + " long, p99 takes 3.29 times as long, 20 fail instead of 20.")
        .doesNotContain("\u202e", "\u0007");
  }

  @Test
  void sameSettingsAreRecognised() throws Exception {
    Report report = Samples.report(folder, "a", 2, 10, 8);
    assertThat(Comparison.of(List.of(report, report)).sentences())
        .contains("A and B ran the same settings with the same payloads.");
  }

  @Test
  void aPageLaysThePlotsOverEachOther() throws Exception {
    String page = of(Samples.report(folder, "a", 2, 10, 8), slow()).html();
    assertThat(page)
        .contains("</svg>A succeeded</li>", "</svg>B succeeded</li>", "</svg>B failed</li>")
        .contains("<h2>p99 of the time since due</h2>")
        .doesNotContain("<script", "\u202e", "http://", "https://");
  }

  @Test
  void oneReportOrVeryManyAreNoComparison() throws Exception {
    Report report = Samples.report(folder, "a", 2, 1, 8);
    assertThatThrownBy(() -> Comparison.of(List.of(report)))
        .hasMessage("2 to 8 reports can be compared, not 1.");
    assertThatThrownBy(() -> Comparison.of(Collections.nCopies(9, report)))
        .hasMessage("2 to 8 reports can be compared, not 9.");
  }

  private Report slow() throws Exception {
    return Samples.report(folder, "b", 2, 10, 40);
  }

  private static Comparison of(Report one, Report other) {
    return Comparison.of(List.of(one, other));
  }
}
