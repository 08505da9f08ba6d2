package orchestrator.loopback.ledger;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Tells where a transaction is in the blocks, and its validation code. */
public record CommittedTransaction(String id, Height height, TxValidationCode code) {}
