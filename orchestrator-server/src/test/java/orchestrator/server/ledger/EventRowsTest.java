package orchestrator.server.ledger;

import static orchestrator.server.ledger.BlockFixture.CHAINCODE;
import static orchestrator.server.ledger.BlockFixture.row;
import static orchestrator.server.ledger.BlockFixture.state;
import static orchestrator.server.ledger.BlockFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Serializer;
import orchestrator.proto.Event;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.junit.jupiter.api.Test;

class EventRowsTest {
  private static final byte[] GARBAGE = {(byte) 0xff};

  private static List<LoggedEvent> written(KVWrite... writes)
      throws InvalidProtocolBufferException {
    return EventRows.written(
        CHAINCODE,
        TxReadWriteSet.newBuilder().addNsRwset(state(CHAINCODE, writes)).build().toByteString());
  }

  @Test
  void eventsComeInTheOrderOfTheirIds() throws InvalidProtocolBufferException {
    assertThat(written(row("b"), row("a"), row("c")))
        .extracting(LoggedEvent::id)
        .containsExactly("a", "b", "c");
  }

  @Test
  void whatIsNoCompositeKeyIsNoRow() throws InvalidProtocolBufferException {
    KVWrite plain = KVWrite.newBuilder().setKey("event").build();
    KVWrite empty = KVWrite.newBuilder().setKey("").build();
    KVWrite open = row("b").toBuilder().setKey("\0event").build();

    assertThat(written(plain, empty, open, row("a")))
        .extracting(LoggedEvent::id)
        .containsExactly("a");
  }

  @Test
  void aRowThatHoldsTheEventOfAnotherKeyIsRefused() {
    byte[] other = Serializer.bytes(Event.newBuilder().setId("b").build());

    assertThatThrownBy(() -> written(write(Key.of("event", "a"), other)))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessage("a row of the log is not the event of its key");
  }

  @Test
  void aRowThatIsNoEventIsRefused() {
    assertThatThrownBy(() -> written(row("a"), write(Key.of("event", "b"), GARBAGE)))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void aWriteSetWithoutEventsIsRefused() {
    assertThatThrownBy(() -> EventRows.written(CHAINCODE, ByteString.EMPTY))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessage("the transaction has written no event");
  }
}
