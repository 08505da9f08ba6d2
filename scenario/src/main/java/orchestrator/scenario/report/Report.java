package orchestrator.scenario.report;

import java.util.List;

/**
 * Holds what a report says, bounded in length.
 *
 * @param stretches the seconds, or stretches of them, in their order
 * @param remarks in their order
 * @param moreRemarks how many more there are
 * @param steps in the order of the settings; those that did something
 * @param totals of nodes and of all
 * @param how {@code completed}, {@code stopped}, {@code cut} or {@code running}
 */
public record Report(
    RunHeader header,
    List<Stretch> stretches,
    List<Remark> remarks,
    long moreRemarks,
    List<StepFigures> steps,
    Totals totals,
    String how) {
  /** Copies the lists. */
  public Report {
    stretches = List.copyOf(stretches);
    remarks = List.copyOf(remarks);
    steps = List.copyOf(steps);
  }

  /** Whether nobody has written its end: what it says of nodes and steps may lack something. */
  public boolean isPart() {
    return how.equals("cut") || how.equals("running");
  }

  /** One sentence on how the run ended. */
  public String ending() {
    long seconds = (long) totals.seconds();
    return switch (how) {
      case "cut" ->
          seconds == 0
              ? "The report is cut before the end of second 0: whatever wrote it was killed."
              : "The report is cut after second "
                  + (seconds - 1)
                  + ": whatever wrote it was killed.";
      case "running" -> "The run goes on.";
      default -> "The run was " + how + " after " + totals.seconds() + " s.";
    };
  }
}
