package orchestrator.demo.report;

import java.util.List;
import orchestrator.proto.ComputeTaskStatus;

/** The report's colours. */
final class Palette {

  static final String JOINT = "#0b7a75";
  private static final List<String> HOSPITALS =
      List.of("#d1495b", "#e08e2b", "#6a5acd", "#3a86c8", "#8a5a44", "#7a8b29", "#c45ab3");

  private Palette() {}

  /** The colour of a hospital, by its place among the hospitals. */
  static String hospital(int index) {
    return HOSPITALS.get(index % HOSPITALS.size());
  }

  static String status(ComputeTaskStatus status) {
    return switch (status) {
      case STATUS_DONE -> "#2f9e62";
      case STATUS_FAILED -> "#d7263d";
      case STATUS_CANCELED -> "#8d99ae";
      case STATUS_EXECUTING -> "#2f80ed";
      case STATUS_BUILDING, STATUS_WAITING_FOR_BUILDER_SLOT -> "#e3c567";
      case STATUS_WAITING_FOR_EXECUTOR_SLOT -> "#f2a541";
      case STATUS_WAITING_FOR_PARENT_TASKS, STATUS_UNKNOWN, UNRECOGNIZED -> "#cfd6e1";
    };
  }
}
