package orchestrator.chaincode.service;

import org.hyperledger.fabric.protos.peer.ChaincodeMessage;

/** Identifies a transaction among the messages of a stream. */
record TransactionKey(String channel, String transaction) {
  static TransactionKey of(ChaincodeMessage message) {
    return new TransactionKey(message.getChannelId(), message.getTxid());
  }

  /** A message of the transaction. */
  ChaincodeMessage.Builder message(ChaincodeMessage.Type type) {
    return ChaincodeMessage.newBuilder().setType(type).setChannelId(channel).setTxid(transaction);
  }
}
