package orchestrator.demo.screen;

import static orchestrator.demo.screen.Drawing.add;
import static orchestrator.demo.screen.Drawing.format;
import static orchestrator.demo.screen.Drawing.set;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orchestrator.demo.incoming.Algorithm;
import orchestrator.demo.incoming.Course;
import orchestrator.demo.incoming.Prediction;
import orchestrator.demo.incoming.Training;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Draws the course of trainings: how good the model of each was, from which one it started, and
 * which were carried on. Here is what it shows; the stylesheet {@code course.xsl} draws it.
 *
 * @param prediction that of the end, if it came to it
 * @param elapsed how long it took
 * @param goal the accuracy that the best model is to reach
 */
public record CourseReport(
    Course course, Optional<Prediction> prediction, Duration elapsed, double goal) {
  /**
   * Writes the report.
   *
   * @param file its name ends in {@code .svg}, or in {@code .html} for a page
   */
  public void write(Path file) {
    drawing().write(file);
  }

  Drawing drawing() {
    Document data = Drawing.document();
    String seconds = format("%.1f", elapsed.toMillis() / 1000.0);
    Element all = add(data, "course", "goal", goal, "seconds", seconds);
    for (Algorithm algorithm : Algorithm.values()) {
      Element chain = add(all, "algorithm", "name", algorithm.words());
      course.of(algorithm).forEach(training -> addTraining(chain, training));
    }
    prediction.ifPresent(said -> addPrediction(all, said));
    return new Drawing("course.xsl", data);
  }

  private static void addTraining(Element chain, Training training) {
    Element node =
        add(
            chain,
            "training",
            "rank",
            training.rank(),
            "day",
            training.day(),
            "records",
            training.records(),
            "status",
            training.status(),
            "carried-on",
            training.carriedOn());
    training.from().ifPresent(rank -> set(node, "from", rank));
    training
        .score()
        .ifPresent(
            score ->
                set(
                    node,
                    "accuracy",
                    format("%.3f", score.accuracy()),
                    "auc",
                    format("%.3f", score.auc())));
  }

  private void addPrediction(Element all, Prediction said) {
    Element node =
        add(
            all,
            "prediction",
            "record",
            said.record(),
            "truth",
            said.malignant() ? "malignant" : "benign");
    said.chance().ifPresent(chance -> set(node, "chance", format("%.1f", 100 * chance)));
    course
        .ofModel(said.model())
        .ifPresent(best -> set(node, "algorithm", best.algorithm().words(), "rank", best.rank()));
  }
}
