package orchestrator.loopback.ledger;

import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;

/**
 * Names the place in a channel's blocks at which a value was written, which is the value's version.
 */
public record Height(long block, int position) {
  /** As read sets have it. */
  public Version toVersion() {
    return Version.newBuilder().setBlockNum(block).setTxNum(position).build();
  }
}
