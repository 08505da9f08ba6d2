package orchestrator.loopback.gateway;

import java.util.List;

/**
 * Tells that two peers have come to different results on the same state: the chaincode depends on
 * something that it may not depend on.
 *
 * @param channel where
 * @param transactionId the proposal's transaction
 * @param function the first argument of the proposal
 * @param height how many blocks both peers had
 * @param first the organization whose peer was asked first
 * @param second the organization whose peer answered otherwise
 * @param details what differs
 */
public record Difference(
    String channel,
    String transactionId,
    String function,
    long height,
    String first,
    String second,
    List<String> details) {

  @Override
  public String toString() {
    return "%s and %s differ at height %d of %s in %s (transaction %s): %s"
        .formatted(
            first, second, height, channel, function, transactionId, String.join("; ", details));
  }
}
