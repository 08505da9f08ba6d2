package orchestrator.server.ledger;

import com.google.common.collect.Sets;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Finds the events of a block's valid transactions. */
final class BlockParser {
  private final long number;
  private final Map<String, List<LoggedEvent>> events = new HashMap<>();
  private final Map<String, OrchestratorException> faults = new HashMap<>();

  private BlockParser(long number) {
    this.number = number;
  }

  /**
   * The events of a block.
   *
   * <p>What cannot be read is told as a fault, and nothing behind it is given: a subscriber that
   * missed events would not know. A fault in a chaincode's events concerns this chaincode alone.
   */
  static BlockEvents parse(Block block) {
    return new BlockParser(block.getHeader().getNumber()).events(block);
  }

  private BlockEvents events(Block block) {
    ByteString codes = codes(block);
    for (int i = 0; i < block.getData().getDataCount(); i++) {
      // The last code there is stands for a transaction that was not validated.
      int code = i < codes.size() ? codes.byteAt(i) & 0xff : TxValidationCode.NOT_VALIDATED_VALUE;
      if (code == TxValidationCode.VALID_VALUE) {
        try {
          EndorsedTransaction.of(block.getData().getData(i)).ifPresent(this::add);
        } catch (InvalidProtocolBufferException e) {
          return result(Optional.of(fault("transaction " + i)));
        }
      }
    }
    return result(Optional.empty());
  }

  private static ByteString codes(Block block) {
    int index = BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE;
    return index < block.getMetadata().getMetadataCount()
        ? block.getMetadata().getMetadata(index)
        : ByteString.EMPTY;
  }

  private void add(EndorsedTransaction transaction) {
    String chaincode = transaction.event().getChaincodeId();
    if (faults.containsKey(chaincode)) {
      return;
    }
    try {
      List<LoggedEvent> made = TransactionEvents.of(transaction);
      if (!made.isEmpty()) {
        events.computeIfAbsent(chaincode, name -> new ArrayList<>()).addAll(made);
      }
    } catch (InvalidProtocolBufferException e) {
      faults.put(chaincode, fault("the events of transaction " + transaction.id()));
    }
  }

  private OrchestratorException fault(String what) {
    return Errors.of(
        ErrorCode.UNREADABLE_DATA, what + " in block " + number + " of the ledger cannot be read");
  }

  private BlockEvents result(Optional<OrchestratorException> end) {
    Map<String, ChaincodeEvents> chaincodes = new HashMap<>();
    for (String chaincode : Sets.union(events.keySet(), faults.keySet())) {
      chaincodes.put(
          chaincode,
          new ChaincodeEvents(
              events.getOrDefault(chaincode, List.of()),
              Optional.ofNullable(faults.get(chaincode)).or(() -> end)));
    }
    return new BlockEvents(number, chaincodes, new ChaincodeEvents(List.of(), end));
  }
}
