package orchestrator.scenario.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.ReportReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportPageTest {
  private static final Pattern SVG =
      Pattern.compile("<svg viewBox=\"0 0 900.*?</svg>", Pattern.DOTALL);
  @TempDir private Path folder;

  @Test
  void aPageShowsWhatTheRunCameTo() throws Exception {
    String page = ReportPage.of(Samples.report(folder, "r1", 3, 10, 8));
    assertThat(page)
        .contains("<td class=\"number\">200</td>", "<td class=\"number\">180</td>")
        .contains("The run was completed after 10.0 s.")
        .contains("<h2>Median time to each phase</h2>", "<td>endorsed</td>", "<td>ordered</td>")
        .contains("<td>1: after 0.050 s, 100 × 10 B at 5.00 to 20.0/s</td>")
        .contains("11.0 / 14.0 / 14.0");
  }

  @Test
  void whateverNodesSayIsTextOnly() throws Exception {
    String page = ReportPage.of(Samples.report(folder, "r1", 3, 10, 8));
    assertThat(page)
        .doesNotContain("<script", "</script", "\u202e", "\u0007", "'x')</")
        .contains("&lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert('x')")
        .containsOnlyOnce("</title>\n<style>");
    assertThat(page).doesNotContain("http://", "https://", "src=", "href=");
  }

  @Test
  void eachPictureIsXmlWithALineForEachThatItNames() throws Exception {
    String page = ReportPage.of(Samples.report(folder, "r1", 3, 10, 8));
    Matcher svg = SVG.matcher(page);
    int pictures = 0;
    while (svg.find()) {
      pictures++;
      Element picture =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(svg.group().getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement();
      NodeList paths = picture.getElementsByTagName("path");
      assertThat(paths.getLength()).isPositive();
      assertThat(((Element) paths.item(0)).getAttribute("d"))
          .matches("M[\\d.]+ [\\d.]+(L[\\d.]+ [\\d.]+)*");
    }
    assertThat(pictures).isEqualTo(4);
  }

  @Test
  void aPageOfAThousandNodesShowsSomeOfThem() throws Exception {
    String page = ReportPage.of(Samples.report(folder, "r1", 1_000, 100, 8));
    assertThat(page).contains("<td>n199</td>", "And 800 more.").doesNotContain("<td>n200</td>");
    assertThat(page.length()).isLessThan(300_000);
  }

  @Test
  void aPageOfALongRunIsNoLongerThanAnother() throws Exception {
    String page = ReportPage.of(Samples.report(folder, "r1", 1, 1_200, 8));
    assertThat(page).contains("Each point stands for 2 seconds");
    assertThat(page.length()).isLessThan(300_000);
  }

  @Test
  void aCutReportIsShownAndSaysSo() throws Exception {
    Samples.report(folder, "r1", 2, 10, 8);
    Path file = folder.resolve("r1.jsonl");
    String lines = Files.readString(file).replaceFirst("\"pid\":\\d+", "\"pid\":0");
    Files.writeString(file, lines.substring(0, lines.indexOf("\"second\":7") - 1));
    Report report = ReportReader.read(file);
    assertThat(ReportPage.of(report))
        .contains("The report is cut after second 6: whatever wrote it was killed.")
        .contains("<title>The report is cut here.</title>")
        .contains("<td class=\"number\">140</td>");
  }

  @Test
  void thePageOfARunThatGoesOnIsLoadedAgain() throws Exception {
    assertThat(ReportPage.of(Samples.report(folder, "r1", 2, 10, 8))).doesNotContain("refresh");
    Path file = folder.resolve("r1.jsonl");
    String lines = Files.readString(file);
    Files.writeString(file, lines.substring(0, lines.indexOf("{\"type\":\"step\"")));
    assertThat(ReportPage.of(ReportReader.read(file)))
        .contains("The run goes on.", "<meta http-equiv=\"refresh\" content=\"2\">");
  }

  @Test
  void aRunInWhichNothingHappenedHasAPageToo() throws Exception {
    Path file = folder.resolve("r1.jsonl");
    Files.writeString(
        file,
        """
        {"type":"scenario","format":1,"run":"r1","started":"2026-11-30T08:00:00Z"}
        {"type":"end","at":0.0,"how":"stopped"}
        """);
    assertThat(ReportPage.of(ReportReader.read(file)))
        .contains("There is nothing to draw.", "No transaction failed.", "was stopped after 0.0 s");
  }
}
