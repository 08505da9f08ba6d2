package orchestrator.scenario.settings;

/**
 * Says what is wrong with settings.
 *
 * @param place where, as {@code nodes[1].transactions[0].delta}; empty for the whole
 * @param text what is wrong there, without the place
 */
public record Fault(String place, String text) {
  @Override
  public String toString() {
    return place.isEmpty() ? text : place + ": " + text;
  }
}
