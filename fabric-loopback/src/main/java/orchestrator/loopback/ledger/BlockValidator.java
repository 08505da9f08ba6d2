package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import orchestrator.loopback.crypto.Membership;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Goes through the transactions of a block in their order and writes what the valid ones write. */
final class BlockValidator {
  private final TransactionRules rules;
  private final WorldState state;

  BlockValidator(String channel, Membership membership, WorldState state) {
    this.rules = new TransactionRules(channel, membership);
    this.state = state;
  }

  /**
   * Validates and applies a block.
   *
   * @param isKnown whether an earlier block has a transaction with this id
   * @return what became of each transaction, in their order
   */
  List<Verdict> apply(Block block, Predicate<String> isKnown) {
    long number = block.getHeader().getNumber();
    BlockUpdate update = new BlockUpdate(state, number);
    Set<String> seen = new HashSet<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (ByteString envelope : block.getData().getDataList()) {
      int position = verdicts.size();
      Verdict verdict = verdict(envelope, id -> isKnown.test(id) || seen.contains(id));
      if (verdict.isValid() && verdict.transaction().isPresent()) {
        Transaction transaction = verdict.transaction().get();
        TxValidationCode code =
            update.apply(position, transaction.id(), transaction.time(), transaction.results());
        verdict = new Verdict(verdict.transaction(), code);
        seen.add(transaction.id());
      }
      verdicts.add(verdict);
    }
    return verdicts;
  }

  private Verdict verdict(ByteString bytes, Predicate<String> isKnown) {
    try {
      Envelope envelope = Envelope.parseFrom(bytes);
      Optional<Transaction> transaction = Transaction.read(envelope);
      if (transaction.isEmpty()) {
        return new Verdict(transaction, TxValidationCode.VALID);
      }
      TxValidationCode code = rules.check(envelope, transaction.get());
      boolean isAgain = code == TxValidationCode.VALID && isKnown.test(transaction.get().id());
      return new Verdict(transaction, isAgain ? TxValidationCode.DUPLICATE_TXID : code);
    } catch (InvalidProtocolBufferException e) {
      return new Verdict(Optional.empty(), TxValidationCode.BAD_PAYLOAD);
    }
  }

  /**
   * What became of one transaction of a block.
   *
   * @param transaction empty when there is none that could be read
   */
  record Verdict(Optional<Transaction> transaction, TxValidationCode code) {
    boolean isValid() {
      return code == TxValidationCode.VALID;
    }
  }
}
