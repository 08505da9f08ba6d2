package orchestrator.loopback.ledger;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Where a transaction is in the blocks, and what became of it. */
public record CommittedTransaction(String id, Height height, TxValidationCode code) {}
