package orchestrator.flow.step;

/** Says where a step stands, for messages; the words are put together only when one needs them. */
@FunctionalInterface
interface Place {
  String text();

  /** A step in a list of steps. Positions count from 0, as {@link Steps#get} does. */
  static Place of(Step step, int position) {
    return () -> "step '%s' at position %d".formatted(step.name(), position);
  }

  /** This place, inside of a larger one. */
  default Place in(Place whole) {
    return () -> text() + " of " + whole.text();
  }
}
