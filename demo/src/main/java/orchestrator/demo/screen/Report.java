package orchestrator.demo.screen;

import static orchestrator.demo.screen.Drawing.add;
import static orchestrator.demo.screen.Drawing.format;
import static orchestrator.demo.screen.Drawing.set;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyProgress;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.ComputeTaskStatus;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Draws a picture of a study that needs nothing else to be seen: its learning curve and its graph,
 * as SVG or as a page of HTML around that. Here is what it shows; the stylesheet {@code report.xsl}
 * draws it.
 *
 * @param progress the study as it stands
 * @param elapsed how long it took
 * @param goal the accuracy that the joint model is to reach
 */
public record Report(StudyProgress progress, Duration elapsed, double goal) {
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
    double seconds = elapsed.toMillis() / 1000.0;
    Element all = add(data, "study", "goal", goal, "seconds", format("%.1f", seconds));
    for (int round = 1; round <= study().rounds(); round++) {
      add(all, "round", "number", round);
    }
    study()
        .hospitals()
        .forEach(name -> add(all, "hospital", "name", name, "hospital", number(name)));
    progress
        .counts()
        .forEach(
            (status, tasks) ->
                add(all, "status", "name", status, "words", Words.of(status), "tasks", tasks));
    progress.graph().lines().forEach(line -> addScores(all, line));
    progress.graph().tasks().forEach(task -> addTask(all, task));
    return new Drawing("report.xsl", data);
  }

  private void addScores(Element all, Line line) {
    String name = line.isJoint() ? "together" : line.text();
    Element curve = add(all, "line", "name", name, "hospital", number(line));
    for (int round = 1; round <= study().rounds(); round++) {
      Optional<Score> score = progress.score(line, round);
      if (score.isPresent()) {
        Element point = add(curve, "score", "number", round);
        set(point, "accuracy", format("%.3f", score.get().accuracy()));
        set(point, "auc", format("%.3f", score.get().auc()));
      }
    }
  }

  private void addTask(Element all, StudyTask task) {
    ComputeTaskStatus status = progress.status(task);
    Element node = addPlace(all, "task", task);
    String title = task.describe() + ", " + task.hospital() + ": " + Words.of(status);
    set(node, "status", status, "title", title);
    task.parents().forEach(parent -> addPlace(node, "parent", parent));
  }

  /** What tells where in the graph a task lies. */
  private Element addPlace(Element parent, String name, StudyTask task) {
    Element place = add(parent, name, "step", task.step(), "round", task.round());
    set(place, "hospital", number(task.hospital()), "line", number(task.line()));
    return place;
  }

  private Study study() {
    return progress.graph().study();
  }

  /** The place of a hospital, from 1 on. */
  private int number(String hospital) {
    return study().hospitals().indexOf(hospital) + 1;
  }

  /** That of the hospital that trains alone, or 0. */
  private int number(Line line) {
    return line.alone().map(this::number).orElse(0);
  }
}
