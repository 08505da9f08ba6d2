package orchestrator.chaincode.service;

import org.hyperledger.fabric.protos.peer.ChaincodeMessage;

/** What the messages of one transaction have in common. */
record TransactionKey(String channel, String transaction) {
  static TransactionKey of(ChaincodeMessage message) {
    return new TransactionKey(message.getChannelId(), message.getTxid());
  }

  /** A message of the transaction. */
  ChaincodeMessage.Builder message(ChaincodeMessage.Type type) {
    return ChaincodeMessage.newBuilder().setType(type).setChannelId(channel).setTxid(transaction);
  }
}
