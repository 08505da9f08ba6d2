package orchestrator.lib.operation;

/**
 * How much a page holds.
 *
 * @param maximum the greatest page size; requests for more get this
 */
public record PageLimit(int maximum) {
  private static final int DEFAULT = 50;

  /**
   * The size to use for a requested one.
   *
   * @param requested as in the request: an unsigned number, where 0 asks for the default of 50
   */
  public int of(int requested) {
    if (requested == 0) {
      return Math.min(DEFAULT, maximum);
    }
    return requested < 0 || requested > maximum ? maximum : requested;
  }
}
