package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import orchestrator.loopback.crypto.Membership;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;
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
    // Readers see the state only up to the blocks that are complete, so this one may be written
    // while it is validated; a transaction is checked against what the ones before it have left.
    Snapshot soFar = state.after(number + 1);
    Set<ByteString> written = new HashSet<>();
    Set<String> seen = new HashSet<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (ByteString envelope : block.getData().getDataList()) {
      int position = verdicts.size();
      Verdict verdict = verdict(envelope, id -> isKnown.test(id) || seen.contains(id));
      if (verdict.isValid() && verdict.transaction().isPresent()) {
        Transaction transaction = verdict.transaction().get();
        verdict = new Verdict(verdict.transaction(), conflicts(transaction, soFar, written));
        seen.add(transaction.id());
        if (verdict.isValid()) {
          state.write(transaction, new Height(number, position));
          transaction.writes().forEach(w -> written.add(w.key()));
        }
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

  private static TxValidationCode conflicts(
      Transaction transaction, Snapshot soFar, Set<ByteString> written) {
    KVRWSet results = transaction.results();
    if (!results.getReadsList().stream().allMatch(read -> isStill(read, soFar, written))) {
      return TxValidationCode.MVCC_READ_CONFLICT;
    }
    if (!results.getRangeQueriesInfoList().stream().allMatch(range -> isStill(range, soFar))) {
      return TxValidationCode.PHANTOM_READ_CONFLICT;
    }
    return TxValidationCode.VALID;
  }

  private static boolean isStill(KVRead read, Snapshot soFar, Set<ByteString> written) {
    ByteString key = ByteString.copyFromUtf8(read.getKey());
    Optional<Version> now = soFar.get(key).map(entry -> entry.height().toVersion());
    Optional<Version> then = read.hasVersion() ? Optional.of(read.getVersion()) : Optional.empty();
    return !written.contains(key) && now.equals(then);
  }

  private static boolean isStill(RangeQueryInfo range, Snapshot soFar) {
    ByteString end = ByteString.copyFromUtf8(range.getEndKey());
    // A walk that was left early has seen its last key; one that was finished has not.
    ByteString limit = range.getItrExhausted() ? end : end.concat(ByteString.copyFrom(new byte[1]));
    Iterator<Snapshot.Entry> now = soFar.range(ByteString.copyFromUtf8(range.getStartKey()), limit);
    for (KVRead then : range.getRawReads().getKvReadsList()) {
      if (!now.hasNext() || !isSame(now.next(), then)) {
        return false;
      }
    }
    return !now.hasNext();
  }

  private static boolean isSame(Snapshot.Entry now, KVRead then) {
    return now.key().equals(then.getKeyBytes())
        && now.height().toVersion().equals(then.getVersion());
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
