package orchestrator.server.config;

import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.SizeLimits;

/**
 * Bounds what one caller may ask for at once, and how much may wait.
 *
 * @param messageBytes greatest request, and greatest answer in one piece, in bytes
 * @param eventBytes greatest event with its asset, in bytes
 * @param pageSize greatest page
 * @param pageBytes greatest page of several assets, in bytes
 * @param queueCalls greatest number of calls that wait for a channel's writer
 * @param queueBytes greatest sum of their requests, in bytes
 * @param replayEvents events that a subscriber that lags is given with one read of the store
 */
public record Limits(
    int messageBytes,
    int eventBytes,
    int pageSize,
    int pageBytes,
    int queueCalls,
    long queueBytes,
    int replayEvents) {
  /** How large the messages may be that the server sends, where it is the server that decides. */
  public SizeLimits sizes() {
    // Below the least limit no asset could be told; a client takes at least that.
    int answer = Math.max(SizeLimits.LEAST_EVENT, messageBytes);
    return new SizeLimits(Math.min(eventBytes, answer), answer);
  }

  /** How much a page holds. */
  public PageLimit pages() {
    return new PageLimit(pageSize, Math.min(pageBytes, messageBytes));
  }
}
