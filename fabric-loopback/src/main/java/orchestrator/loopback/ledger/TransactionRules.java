package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import java.util.Set;
import java.util.TreeSet;
import orchestrator.loopback.crypto.Membership;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Checks whether a transaction is rightly signed and endorsed, whatever the state is. */
final class TransactionRules {
  private final String channel;
  private final Membership membership;

  TransactionRules(String channel, Membership membership) {
    this.channel = channel;
    this.membership = membership;
  }

  /** The code of a transaction that was read from the envelope. */
  TxValidationCode check(Envelope envelope, Transaction transaction) {
    if (!membership.hasSigned(
        transaction.creator(), envelope.getPayload(), envelope.getSignature())) {
      return TxValidationCode.BAD_CREATOR_SIGNATURE;
    }
    if (!transaction.id().equals(TransactionIds.of(transaction.nonce(), transaction.creator()))) {
      return TxValidationCode.BAD_PROPOSAL_TXID;
    }
    if (!transaction.channel().equals(channel)) {
      return TxValidationCode.TARGET_CHAIN_NOT_FOUND;
    }
    if (!transaction.endorsed().equals(transaction.proposalHash())) {
      return TxValidationCode.INVALID_ENDORSER_TRANSACTION;
    }
    return isEndorsedByAll(transaction)
        ? TxValidationCode.VALID
        : TxValidationCode.ENDORSEMENT_POLICY_FAILURE;
  }

  private boolean isEndorsedByAll(Transaction transaction) {
    Set<String> endorsers = new TreeSet<>();
    for (Endorsement endorsement : transaction.endorsements()) {
      ByteString endorser = endorsement.getEndorser();
      ByteString signed = transaction.response().concat(endorser);
      if (membership.hasSigned(endorser, signed, endorsement.getSignature())) {
        membership.claimed(endorser).ifPresent(endorsers::add);
      }
    }
    return endorsers.equals(membership.organizations());
  }
}
