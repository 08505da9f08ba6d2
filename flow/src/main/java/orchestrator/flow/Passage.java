package orchestrator.flow;

import java.util.List;

/**
 * Says by which way a message came from where it was before. Nothing follows from it in a run; who
 * keeps runs finds out by it what a run waits for.
 *
 * @param before the places where it was before its source: several behind a join
 * @param forks the forks that began on the way, each with the laps around it
 * @param joins the forks that ended on the way
 */
public record Passage(List<String> before, List<String> forks, List<String> joins) {
  /** Of a message that was nowhere before. */
  public static final Passage NONE = new Passage(List.of(), List.of(), List.of());

  static Passage from(String place) {
    return new Passage(List.of(place), List.of(), List.of());
  }
}
