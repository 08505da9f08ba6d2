package orchestrator.demo.screen;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Progress;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.ComputeTaskStatus;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Draws a picture of a study that needs nothing else to be seen: its learning curve and its graph,
 * as SVG or as a page of HTML around that. Here is what it shows; the stylesheet {@code report.xsl}
 * draws it.
 *
 * @param progress the study as it stands
 * @param elapsed how long it took
 * @param goal the accuracy that the joint model is to reach
 */
public record Report(Progress progress, Duration elapsed, double goal) {
  /**
   * Writes the report.
   *
   * @param file its name ends in {@code .svg}, or in {@code .html} for a page
   */
  public void write(Path file) {
    boolean page = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".html");
    try {
      Files.writeString(file, text(page));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + file, e);
    }
  }

  String text(boolean page) {
    StringWriter text = new StringWriter();
    text.write(page ? "<!doctype html>\n" : "");
    try {
      Transformer stylesheet =
          TransformerFactory.newDefaultInstance()
              .newTransformer(new StreamSource(Report.class.getResourceAsStream("report.xsl")));
      stylesheet.setParameter("page", page);
      stylesheet.transform(new DOMSource(data()), new StreamResult(text));
    } catch (TransformerException | ParserConfigurationException e) {
      throw new IllegalStateException("the report cannot be drawn", e);
    }
    return text.toString();
  }

  private Document data() throws ParserConfigurationException {
    Document data = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
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
    return data;
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

  private static Element add(Node parent, String name, Object... attributes) {
    Document document = parent instanceof Document it ? it : parent.getOwnerDocument();
    Element child = document.createElement(name);
    parent.appendChild(child);
    set(child, attributes);
    return child;
  }

  private static void set(Element element, Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      element.setAttribute(attributes[i].toString(), attributes[i + 1].toString());
    }
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
