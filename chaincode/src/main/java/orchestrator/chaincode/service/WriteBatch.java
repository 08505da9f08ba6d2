package orchestrator.chaincode.service;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;

/** Collects the writes of one transaction that the peer has not been told yet, in their order. */
final class WriteBatch {
  /** Far below what a message may have, and enough that the round trips do not count. */
  private static final int FULL_BYTES = 4 << 20;

  private final int fullRecords;
  private final WriteBatchState.Builder records = WriteBatchState.newBuilder();
  private long bytes;

  /**
   * Begins without a write.
   *
   * @param fullRecords how many records the peer takes at once
   */
  WriteBatch(int fullRecords) {
    this.fullRecords = fullRecords;
  }

  void add(WriteRecord record) {
    records.addRec(record);
    bytes += record.getSerializedSize();
  }

  boolean isFull() {
    return records.getRecCount() >= fullRecords || bytes >= FULL_BYTES;
  }

  /** The writes in the form that the peer reads. */
  ByteString bytes() {
    return records.build().toByteString();
  }
}
