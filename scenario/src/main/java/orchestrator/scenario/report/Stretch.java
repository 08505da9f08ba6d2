package orchestrator.scenario.report;

/**
 * Says what became of transactions in some seconds after one another.
 *
 * @param second the first of them
 * @param width how many they are
 * @param figures of all of them; percentiles are those of the worst second
 * @param underWay how many were under way at their end
 */
public record Stretch(long second, long width, Figures figures, long underWay) {
  Stretch plus(Stretch later, long width) {
    return new Stretch(
        second / width * width,
        width,
        figures.plus(later.figures).withFewReasons(),
        later.underWay);
  }

  Stretch widened(long width) {
    return new Stretch(second / width * width, width, figures, underWay);
  }
}
