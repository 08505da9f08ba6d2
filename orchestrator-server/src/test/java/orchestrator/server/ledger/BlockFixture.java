package orchestrator.server.ledger;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.Stream;
import orchestrator.lib.ledger.LedgerEvents;
import orchestrator.lib.ledger.LedgerKeys;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Serializer;
import orchestrator.proto.Event;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Builds a block as a peer delivers it. */
final class BlockFixture {
  static final String CHAINCODE = "orchestrator";

  /** The name of a chaincode event that carries all events of its transaction. */
  static final String ALL = whole("").name();

  private static final String FIRST = firstOfMany().name();

  private final long number;
  private final BlockData.Builder data = BlockData.newBuilder();
  private ByteString codes = ByteString.EMPTY;

  BlockFixture(long number) {
    this.number = number;
  }

  /** A block of one valid transaction with these events. */
  static Block block(long number, String... ids) {
    return new BlockFixture(number).transaction("tx" + number, ids).build();
  }

  /** A valid transaction of our chaincode. */
  BlockFixture transaction(String id, String... eventIds) {
    return transactionOf(CHAINCODE, id, eventIds);
  }

  /** A valid transaction of the chaincode {@code other}. */
  BlockFixture foreignTransaction(String id, String... eventIds) {
    return transactionOf("other", id, eventIds);
  }

  private BlockFixture transactionOf(String chaincode, String id, String... eventIds) {
    return valid(id, carrying(chaincode, eventIds), ByteString.EMPTY);
  }

  /** A valid transaction whose events are in its write set. */
  BlockFixture largeTransaction(String id, String first, NsReadWriteSet... written) {
    ByteString results =
        TxReadWriteSet.newBuilder().addAllNsRwset(List.of(written)).build().toByteString();
    return valid(id, event(CHAINCODE, FIRST, carrying(CHAINCODE, first).getPayload()), results);
  }

  BlockFixture valid(String id, ChaincodeEvent event, ByteString results) {
    return entry(endorsed(id, event, results), TxValidationCode.VALID);
  }

  BlockFixture invalid(String id, TxValidationCode code, String... eventIds) {
    return entry(endorsed(id, carrying(CHAINCODE, eventIds), ByteString.EMPTY), code);
  }

  BlockFixture configuration() {
    Envelope envelope =
        envelope(HeaderType.CONFIG, "", ByteString.copyFromUtf8("not a transaction"));
    return entry(envelope.toByteString(), TxValidationCode.VALID);
  }

  BlockFixture entry(ByteString entry, TxValidationCode code) {
    data.addData(entry);
    codes = codes.concat(ByteString.copyFrom(new byte[] {(byte) code.getNumber()}));
    return this;
  }

  Block build() {
    BlockMetadata.Builder metadata = BlockMetadata.newBuilder();
    for (int i = 0; i < BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE; i++) {
      metadata.addMetadata(ByteString.EMPTY);
    }
    return Block.newBuilder()
        .setHeader(BlockHeader.newBuilder().setNumber(number))
        .setData(data)
        .setMetadata(metadata.addMetadata(codes))
        .build();
  }

  static ChaincodeEvent event(String chaincode, String name, ByteString payload) {
    return ChaincodeEvent.newBuilder()
        .setChaincodeId(chaincode)
        .setEventName(name)
        .setPayload(payload)
        .build();
  }

  private static ChaincodeEvent carrying(String chaincode, String... ids) {
    if (ids.length == 0) {
      return ChaincodeEvent.getDefaultInstance();
    }
    LedgerEvents events = whole(ids);
    return event(chaincode, events.name(), ByteString.copyFrom(events.payload()));
  }

  private static LedgerEvents whole(String... ids) {
    return LedgerEvents.of(Stream.of(ids).map(BlockFixture::message).toList()).orElseThrow();
  }

  private static LedgerEvents firstOfMany() {
    Event large = Event.newBuilder().setChannel("c".repeat(1 << 20)).build();
    return LedgerEvents.of(List.of(large)).orElseThrow();
  }

  private static Event message(String id) {
    return Event.newBuilder().setId(id).build();
  }

  /** What a transaction wrote in a chaincode's state. */
  static NsReadWriteSet state(String chaincode, KVWrite... writes) {
    return NsReadWriteSet.newBuilder()
        .setNamespace(chaincode)
        .setRwset(KVRWSet.newBuilder().addAllWrites(List.of(writes)).build().toByteString())
        .build();
  }

  /** The row of an event. */
  static KVWrite row(String eventId) {
    return write(LedgerKeys.eventRow(eventId), Serializer.bytes(message(eventId)));
  }

  /** A row, with its key as the peer knows it. */
  static KVWrite write(Key key, byte[] value) {
    return KVWrite.newBuilder()
        .setKey(LedgerKeys.text(key))
        .setValue(ByteString.copyFrom(value))
        .build();
  }

  private static ByteString endorsed(String id, ChaincodeEvent event, ByteString results) {
    ChaincodeAction action =
        ChaincodeAction.newBuilder().setEvents(event.toByteString()).setResults(results).build();
    ProposalResponsePayload response =
        ProposalResponsePayload.newBuilder().setExtension(action.toByteString()).build();
    ChaincodeActionPayload payload =
        ChaincodeActionPayload.newBuilder()
            .setAction(
                ChaincodeEndorsedAction.newBuilder()
                    .setProposalResponsePayload(response.toByteString()))
            .build();
    Transaction transaction =
        Transaction.newBuilder()
            .addActions(TransactionAction.newBuilder().setPayload(payload.toByteString()))
            .build();
    return envelope(HeaderType.ENDORSER_TRANSACTION, id, transaction.toByteString()).toByteString();
  }

  private static Envelope envelope(HeaderType type, String id, ByteString data) {
    ChannelHeader header = ChannelHeader.newBuilder().setType(type.getNumber()).setTxId(id).build();
    Payload payload =
        Payload.newBuilder()
            .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
            .setData(data)
            .build();
    return Envelope.newBuilder().setPayload(payload.toByteString()).build();
  }
}
