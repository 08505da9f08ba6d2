package orchestrator.chaincode.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WriteBatchesTest {
  private static final ChaincodeAdditionalParams BATCHES_OF_100 =
      ChaincodeAdditionalParams.newBuilder()
          .setUseWriteBatch(true)
          .setMaxSizeWriteBatch(100)
          .build();

  // Held, since a logger that nobody holds forgets its level.
  private static final Logger SHIM = Logger.getLogger("org.hyperledger.fabric");

  @BeforeAll
  static void quiet() {
    SHIM.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    SHIM.setLevel(null);
  }

  /** Writes as many keys as its first argument says, with values of the length of the second. */
  private static final class Writer extends ServedChaincode {
    Writer() {
      identify("writer:1");
    }

    @Override
    public Response init(ChaincodeStub stub) {
      return ResponseUtils.newSuccessResponse();
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
      int keys = Integer.parseInt(stub.getStringArgs().get(0));
      byte[] value = new byte[Integer.parseInt(stub.getStringArgs().get(1))];
      for (int i = 0; i < keys; i++) {
        stub.putState(stub.getTxId() + i, value);
      }
      stub.delState(stub.getTxId());
      return ResponseUtils.newSuccessResponse("written", new byte[0]);
    }
  }

  private static List<ChaincodeMessage.Type> types(List<ChaincodeMessage> messages) {
    return messages.stream().map(ChaincodeMessage::getType).toList();
  }

  private static List<WriteRecord> records(List<ChaincodeMessage> batches)
      throws InvalidProtocolBufferException {
    List<WriteRecord> records = new ArrayList<>();
    for (ChaincodeMessage batch : batches) {
      records.addAll(WriteBatchState.parseFrom(batch.getPayload()).getRecList());
    }
    return records;
  }

  @Test
  void allWritesReachThePeerInTheirOrderInFewMessages() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(new Writer(), BATCHES_OF_100)) {
      peer.begin("a", "250", "1");

      assertThat(peer.end().getType()).isEqualTo(ChaincodeMessage.Type.COMPLETED);
      assertThat(types(peer.requests("a")))
          .hasSize(3)
          .containsOnly(ChaincodeMessage.Type.WRITE_BATCH_STATE);
      assertThat(records(peer.requests("a")).stream().map(WriteRecord::getKey))
          .containsExactlyElementsOf(
              Stream.concat(IntStream.range(0, 250).mapToObj(i -> "a" + i), Stream.of("a"))
                  .toList());
      assertThat(records(peer.requests("a")))
          .last()
          .extracting(WriteRecord::getType)
          .isEqualTo(WriteRecord.Type.DEL_STATE);
    }
  }

  @Test
  void aBatchIsSmallerWhenItsValuesAreLong() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(new Writer(), BATCHES_OF_100)) {
      peer.begin("a", "20", Integer.toString(1 << 20));

      assertThat(peer.end().getType()).isEqualTo(ChaincodeMessage.Type.COMPLETED);
      assertThat(peer.requests("a"))
          .hasSizeGreaterThan(4)
          .allSatisfy(batch -> assertThat(batch.getPayload().size()).isLessThan(6 << 20));
    }
  }

  @Test
  void aPeerThatOffersNoBatchesGetsSingleWrites() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(new Writer(), ChaincodeAdditionalParams.getDefaultInstance())) {
      peer.begin("a", "3", "1");

      assertThat(peer.end().getType()).isEqualTo(ChaincodeMessage.Type.COMPLETED);
      assertThat(types(peer.requests("a")))
          .containsExactly(
              ChaincodeMessage.Type.PUT_STATE,
              ChaincodeMessage.Type.PUT_STATE,
              ChaincodeMessage.Type.PUT_STATE,
              ChaincodeMessage.Type.DEL_STATE);
    }
  }

  @Test
  void aTransactionFailsWhenThePeerRefusesABatch() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(new Writer(), BATCHES_OF_100)) {
      peer.refuse();
      for (String keys : List.of("10", "250")) {
        peer.begin("of " + keys, keys, "1");

        assertThat(peer.end().getType()).as(keys).isEqualTo(ChaincodeMessage.Type.ERROR);
      }
    }
  }

  @Test
  void aTransactionThatFailsByItselfWritesNothing() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(new Writer(), BATCHES_OF_100)) {
      peer.begin("a", "no number", "1");

      assertThat(peer.end().getType()).isEqualTo(ChaincodeMessage.Type.ERROR);
      assertThat(peer.requests("a")).isEmpty();
    }
  }

  @Test
  void transactionsOfOneStreamDoNotMix() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(new Writer(), BATCHES_OF_100)) {
      List<String> transactions = List.of("a", "b", "c", "d");
      for (String transaction : transactions) {
        peer.begin(transaction, "1000", "1");
      }
      for (String transaction : transactions) {
        assertThat(peer.end().getType()).as(transaction).isEqualTo(ChaincodeMessage.Type.COMPLETED);
      }

      for (String transaction : transactions) {
        assertThat(records(peer.requests(transaction)))
            .hasSize(1001)
            .allSatisfy(record -> assertThat(record.getKey()).startsWith(transaction));
      }
    }
  }
}
