package orchestrator.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import orchestrator.demo.study.SampleEvents;
import orchestrator.demo.study.StudyProgress;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.ComputeTaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class ReportTest {

  @TempDir Path folder;
  private final StudyProgress progress =
      new StudyProgress(SampleEvents.graph(3), Map.of("A", 10, "B", 30));

  @Test
  void thePictureShowsEveryTaskAndEveryEdge() throws Exception {
    SampleEvents.finish(progress, 0.975);

    Document picture = parsed(report().drawing().text(false));

    int edges = progress.graph().tasks().stream().mapToInt(t -> t.parents().size()).sum();
    assertThat(withClass(picture, "node")).isEqualTo(progress.graph().tasks().size());
    assertThat(withClass(picture, "edge") + withClass(picture, "edge faint")).isEqualTo(edges);
    assertThat(picture.getElementsByTagName("polyline").getLength()).isEqualTo(3);
  }

  @Test
  void eachCurveIsNamedAtItsEndWithItsScoreFromTheHighestDown() {
    SampleEvents.finish(progress, 0.975);

    assertThat(report().drawing().text(false))
        .containsSubsequence(">0.975  together<", ">0.875  A alone<", ">0.875  B alone<");
  }

  @Test
  void aFailedTaskIsToldByItsColourAndItsTitle() {
    StudyTask failed = progress.graph().tasks().get(4);
    progress.accept(SampleEvents.moved(failed, ComputeTaskStatus.STATUS_FAILED));

    assertThat(report().drawing().text(false))
        .contains("<title>" + failed.describe() + ", " + failed.hospital() + ": failed</title>")
        .contains("#d7263d");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60})
  void fewAndManyRoundsCanBeDrawn(int rounds) throws Exception {
    StudyProgress other = new StudyProgress(SampleEvents.graph(rounds), Map.of("A", 1, "B", 1));
    SampleEvents.finish(other, 1);

    assertThat(parsed(new Report(other, Duration.ZERO, 0.95).drawing().text(false))).isNotNull();
  }

  @Test
  void theFilesNameDecidesOnItsForm() {
    report().write(folder.resolve("r.svg"));
    report().write(folder.resolve("r.html"));

    assertThat(folder.resolve("r.svg")).content().startsWith("<svg ");
    assertThat(folder.resolve("r.html")).content().startsWith("<!doctype html>").contains("<svg ");
  }

  private Report report() {
    return new Report(progress, Duration.ofSeconds(3), 0.95);
  }

  private static long withClass(Document picture, String name) {
    NodeList all = picture.getElementsByTagName("*");
    long found = 0;
    for (int i = 0; i < all.getLength(); i++) {
      var attribute = all.item(i).getAttributes().getNamedItem("class");
      if (attribute != null && attribute.getNodeValue().equals(name)) {
        found++;
      }
    }
    return found;
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
