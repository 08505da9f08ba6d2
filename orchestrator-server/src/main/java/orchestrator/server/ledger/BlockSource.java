package orchestrator.server.ledger;

import java.util.OptionalLong;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Gives the blocks of a channel as one organization's peer has them. All methods wait for the peer,
 * as long as the settings allow, and throw {@link LedgerException} when it does not answer.
 */
interface BlockSource {
  /** How many blocks the peer has: the number of the next one. */
  long height();

  /**
   * The blocks from one on, and then each as the peer commits it.
   *
   * <p>The iterator waits for the next block. When the connection breaks, or another thread closes
   * it, it throws what the gateway's library throws, or ends. It has to be closed in any case.
   */
  CloseableIterator<Block> blocks(long from);

  /** The block that made an event; empty when the chaincode has no such event. */
  OptionalLong blockOf(String chaincode, String eventId);
}
