package orchestrator.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import orchestrator.demo.incoming.Algorithm;
import orchestrator.demo.incoming.Course;
import orchestrator.demo.incoming.Prediction;
import orchestrator.demo.incoming.Training;
import orchestrator.demo.learning.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class CourseScreenTest {

  private static final Course COURSE =
      new Course(
          List.of(
              training(Algorithm.REGRESSION, 0, OptionalInt.empty(), 0.9, true),
              training(Algorithm.REGRESSION, 1, OptionalInt.of(0), 0.85, false),
              training(Algorithm.REGRESSION, 2, OptionalInt.of(0), 1, true),
              new Training(
                  Algorithm.NETWORK,
                  0,
                  1,
                  40,
                  "failed",
                  OptionalInt.empty(),
                  "N0",
                  Optional.empty(),
                  false),
              training(Algorithm.NETWORK, 1, OptionalInt.empty(), 0.925, true)));

  @TempDir private Path folder;

  @Test
  void theTableTellsWhereEachTrainingStartedAndWhichModelsWereCarriedOn() {
    assertThat(table(COURSE))
        .contains(
            "algorithm            rank  day  records  started from  accuracy    AUC  carried on",
            "logistic regression     0    1       40           new     0.900  0.990  *",
            "logistic regression     1    1       40             0     0.850  0.990",
            "logistic regression     2    2       40             0     1.000  0.990  *",
            "neural network          0    1       40           new         -      -");
  }

  @Test
  void thePictureShowsTheHeightsAndTheMarks() {
    assertThat(table(COURSE))
        .containsSubsequence(
            "logistic regression  - _ #  best 1.000",
            "  carried on         *   *",
            "neural network         =  best 0.925",
            "  carried on           *");
  }

  @Test
  void aCourseThatHasNotBegunIsToldToo() throws Exception {
    assertThat(table(Course.NONE)).contains("neural network         best -");
    assertThat(parsed(report(Course.NONE, Optional.empty())))
        .satisfies(picture -> assertThat(titles(picture)).isEmpty());
    assertThat(report(Course.NONE, Optional.empty())).contains("No training came to its end.");
  }

  @Test
  void theReportHasANodeForEachModelAndALineFromItsStart() throws Exception {
    Document picture = parsed(report(COURSE, Optional.empty()));

    assertThat(titles(picture))
        .containsExactlyInAnyOrder(
            "logistic regression, rank 0, day 1, 40 records: 0.900, carried on",
            "logistic regression, rank 1, day 1, 40 records: 0.850",
            "logistic regression, rank 2, day 2, 40 records: 1.000, carried on",
            "neural network, rank 1, day 1, 40 records: 0.925, carried on");
    assertThat(withClass(picture, "edge")).isEqualTo(1);
    assertThat(withClass(picture, "edge carried")).isEqualTo(1);
  }

  @Test
  void theReportTellsThePredictionBesideTheTruth() {
    Prediction said =
        new Prediction("record-4", "logistic regression 2", "done", Optional.of(0.751), true);

    assertThat(report(COURSE, Optional.of(said)))
        .contains(
            "record-4, by the best model (logistic regression, rank 2): malignant with a chance of"
                + " 75.1 %; in truth it is malignant.");
  }

  @Test
  void theFilesNameDecidesOnItsForm() {
    CourseReport report = new CourseReport(COURSE, Optional.empty(), Duration.ZERO, 0.95);
    report.write(folder.resolve("r.svg"));
    report.write(folder.resolve("r.html"));

    assertThat(folder.resolve("r.svg")).content().startsWith("<svg ");
    assertThat(folder.resolve("r.html")).content().startsWith("<!doctype html>").contains("<svg ");
  }

  private static Training training(
      Algorithm algorithm, int rank, OptionalInt from, double accuracy, boolean carriedOn) {
    return new Training(
        algorithm,
        rank,
        1 + rank / 2,
        40,
        "done",
        from,
        algorithm.words() + " " + rank,
        Optional.of(new Score(accuracy, 0.99)),
        carriedOn);
  }

  private static List<String> table(Course course) {
    return new CourseTable(Glyphs.of(StandardCharsets.US_ASCII)).lines(course);
  }

  private static String report(Course course, Optional<Prediction> prediction) {
    return new CourseReport(course, prediction, Duration.ofSeconds(3), 0.95).drawing().text(false);
  }

  private static List<String> titles(Document picture) {
    NodeList titles = picture.getElementsByTagName("title");
    return IntStream.range(0, titles.getLength())
        .mapToObj(i -> titles.item(i).getTextContent().strip())
        .toList();
  }

  private static long withClass(Document picture, String name) {
    NodeList all = picture.getElementsByTagName("path");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(each -> each.getAttribute("class").equals(name))
        .count();
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
