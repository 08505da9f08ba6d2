package orchestrator.lib.transaction;

import orchestrator.lib.persistence.PageSize;

/**
 * Bounds how much a page holds.
 *
 * @param maximum the greatest page size; requests for more get this
 * @param bytes bytes of a page at most, but for a single asset that is larger by itself
 */
public record PageLimit(int maximum, int bytes) {
  /** The limit where nothing else is configured; its bytes are what gRPC's clients take. */
  public static final PageLimit USUAL = new PageLimit(10_000, 4 << 20);

  private static final int DEFAULT = 50;

  /**
   * The size to use for a requested one.
   *
   * @param requested as in the request: an unsigned number, where 0 asks for the default of 50
   */
  public PageSize of(int requested) {
    return new PageSize(items(requested), bytes);
  }

  private int items(int requested) {
    if (requested == 0) {
      return Math.min(DEFAULT, maximum);
    }
    return requested < 0 || requested > maximum ? maximum : requested;
  }
}
