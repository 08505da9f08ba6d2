package orchestrator.chaincode;

import orchestrator.lib.ledger.LimitException;

/**
 * Refuses transactions of more than 64 MiB. Peers and orderers take no message of more than 100
 * MiB, and a transaction is one message, with its request, what it writes and its answer; what it
 * has read, its event and the signatures need room beside them.
 */
final class TransactionSize {
  static final int MOST_MEBIBYTES = 64;

  private static final long MEBIBYTE = 1 << 20;

  private TransactionSize() {}

  /**
   * Refuses a transaction that is too large.
   *
   * @throws LimitException RESOURCE_EXHAUSTED when the three sizes come to more than 64 MiB
   */
  static void check(long request, long writes, long answer) {
    long all = request + writes + answer;
    if (all > MOST_MEBIBYTES * MEBIBYTE) {
      throw new LimitException(
          "the call would make a transaction of "
              + (all + MEBIBYTE - 1) / MEBIBYTE
              + " MiB and a ledger takes "
              + MOST_MEBIBYTES
              + "; divide it into several calls");
    }
  }
}
