package orchestrator.demo.report;

import java.util.List;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyTask;

/**
 * Where each task lies: rounds from left to right, the joint model above, each hospital's own model
 * in a band of its own below.
 */
final class GraphLayout {

  static final double LEFT = 132;
  private static final double ROW = 22;
  private static final double TEST_ROW = 11;
  private static final double BAND_GAP = 16;
  private static final double TOP = 14;
  private static final double MIN_COLUMN = 9;

  private final Study study;
  private final double column;

  /** A layout that fits into a width, unless there are so many rounds that it must be wider. */
  GraphLayout(Study study, double width) {
    this.study = study;
    this.column = Math.max(MIN_COLUMN, (width - LEFT - 30) / (3.0 * study.rounds() + 1));
  }

  double width() {
    return LEFT + column * (3.0 * study.rounds() + 1) + 30;
  }

  double height() {
    return bandTop(hospitals().size()) - BAND_GAP / 2;
  }

  double x(StudyTask task) {
    return LEFT + column * columnOf(task);
  }

  double y(StudyTask task) {
    double row = hospitals().indexOf(task.hospital());
    return task.line()
        .alone()
        .map(
            own -> {
              double band = bandTop(hospitals().indexOf(own));
              return task.step() == Step.TEST ? band + TEST_ROW * (row + 1) : band;
            })
        .orElseGet(
            () ->
                switch (task.step()) {
                  case DESCRIBE, TRAIN -> TOP + ROW * row;
                  case POOL, AGGREGATE -> TOP + ROW * (hospitals().size() - 1) / 2;
                  case TEST -> TOP + ROW * hospitals().size() + TEST_ROW * (row + 1);
                });
  }

  /** Where the band of the hospital that trains alone begins. */
  double bandTop(int hospital) {
    double joint = TOP + (ROW + TEST_ROW) * hospitals().size() + TEST_ROW + BAND_GAP;
    return joint + hospital * (TEST_ROW * (hospitals().size() + 1) + BAND_GAP);
  }

  double trainRow(int hospital) {
    return TOP + ROW * hospital;
  }

  double testRows() {
    return TOP + ROW * hospitals().size() + TEST_ROW * (hospitals().size() + 1) / 2;
  }

  /** How large a node can be without touching its neighbours. */
  double radius() {
    return Math.min(6.5, column / 3);
  }

  /** The x of the first column of a round. */
  double roundStart(int round) {
    return LEFT + column * (3.0 * round - 1);
  }

  private double columnOf(StudyTask task) {
    double first = task.round() == 0 ? 0 : 3.0 * task.round() - 1;
    return switch (task.step()) {
      case DESCRIBE, TRAIN -> first;
      case POOL, AGGREGATE -> first + 1;
      case TEST -> first + (task.line().isJoint() ? 2 : 1);
    };
  }

  private List<String> hospitals() {
    return study.hospitals();
  }
}
