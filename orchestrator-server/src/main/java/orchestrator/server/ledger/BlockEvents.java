package orchestrator.server.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.event.LoggedEvent;

/** Holds the events of one block, by the chaincode that made them. */
final class BlockEvents {
  // About what the objects around the bytes take in memory.
  private static final int BLOCK_BYTES = 256;
  private static final int EVENT_BYTES = 256;

  private final long number;
  private final Map<String, ChaincodeEvents> chaincodes;
  private final ChaincodeEvents others;

  /**
   * The events of a block.
   *
   * @param number the block's
   * @param chaincodes what there is for each chaincode
   * @param others what there is for any chaincode that is not in the map
   */
  BlockEvents(long number, Map<String, ChaincodeEvents> chaincodes, ChaincodeEvents others) {
    this.number = number;
    this.chaincodes = Map.copyOf(chaincodes);
    this.others = others;
  }

  long number() {
    return number;
  }

  ChaincodeEvents of(String chaincode) {
    return chaincodes.getOrDefault(chaincode, others);
  }

  /** What cannot be read of this block. */
  Stream<OrchestratorException> faults() {
    return Stream.concat(chaincodes.values().stream(), Stream.of(others))
        .map(ChaincodeEvents::fault)
        .flatMap(Optional::stream)
        .distinct();
  }

  /** How much memory this takes, about. */
  int bytes() {
    return BLOCK_BYTES
        + chaincodes.values().stream()
            .flatMap(chaincode -> chaincode.events().stream())
            .mapToInt(BlockEvents::bytes)
            .sum();
  }

  private static int bytes(LoggedEvent event) {
    return EVENT_BYTES + event.size();
  }
}
