package orchestrator.server.ledger;

import static orchestrator.server.ledger.BlockFixture.CHAINCODE;
import static orchestrator.server.ledger.BlockFixture.event;
import static orchestrator.server.ledger.BlockFixture.row;
import static orchestrator.server.ledger.BlockFixture.state;
import static orchestrator.server.ledger.BlockFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.persistence.Key;
import orchestrator.proto.Event;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;

class BlockParserTest {
  private static final ByteString GARBAGE = ByteString.copyFrom(new byte[] {(byte) 0xff});

  private final BlockFixture block = new BlockFixture(7);

  @Test
  void eventsComeInTheOrderOfTransactionsAndWithinThem() {
    block.transaction("t1", "b", "c").transaction("t2", "a");

    assertThat(ids(block.build(), CHAINCODE)).containsExactly("b", "c", "a");
  }

  @Test
  void eventsAreTheMessagesThatTheChaincodeMade() throws IOException {
    LoggedEvent event = events(block.transaction("t1", "a").build()).events().get(0);

    assertThat(Event.parseFrom(event.stream())).isEqualTo(Event.newBuilder().setId("a").build());
  }

  @Test
  void transactionsThatAreNotValidHaveNoEvents() {
    block
        .invalid("t1", TxValidationCode.MVCC_READ_CONFLICT, "a")
        .invalid("t2", TxValidationCode.NOT_VALIDATED, "b")
        .entry(GARBAGE, TxValidationCode.BAD_PAYLOAD)
        .transaction("t3", "c");

    assertThat(ids(block.build(), CHAINCODE)).containsExactly("c");
    assertThat(BlockParser.parse(block.build()).faults()).isEmpty();
  }

  @Test
  void aTransactionWithoutAValidationCodeHasNoEvents() {
    Block unvalidated = block.transaction("t1", "a").build().toBuilder().clearMetadata().build();

    assertThat(ids(unvalidated, CHAINCODE)).isEmpty();
  }

  @Test
  void configurationsAndOtherChaincodeEventsAreSkipped() {
    block.configuration().valid("t1", event(CHAINCODE, "theirs", GARBAGE), ByteString.EMPTY);

    assertThat(ids(block.build(), CHAINCODE)).isEmpty();
    assertThat(BlockParser.parse(block.build()).faults()).isEmpty();
  }

  @Test
  void eachChaincodeHasItsOwnEvents() {
    block.transaction("t1", "a").foreignTransaction("t2", "b");

    assertThat(ids(block.build(), CHAINCODE)).containsExactly("a");
    assertThat(ids(block.build(), "other")).containsExactly("b");
    assertThat(ids(block.build(), "third")).isEmpty();
  }

  @Test
  void theEventsOfALargeTransactionAreReadFromItsWriteSet() {
    block
        .transaction("t1", "z")
        .largeTransaction(
            "t2",
            "a1",
            state("other", row("a0")),
            state(
                CHAINCODE,
                row("a3"),
                write(Key.of("event.asset", "key", "a9"), new byte[1]),
                write(Key.of("eventually", "a9"), new byte[1]),
                row("a1"),
                row("a2")))
        .transaction("t3", "b");

    assertThat(ids(block.build(), CHAINCODE)).containsExactly("z", "a1", "a2", "a3", "b");
  }

  @Test
  void aLargeTransactionWithoutRowsCannotBeRead() {
    block.largeTransaction("t1", "a1", state("other", row("a1")));

    assertThat(events(block.build()).fault()).isPresent();
  }

  @Test
  void anUnreadablePayloadEndsTheEventsOfItsChaincodeOnly() {
    block
        .transaction("t1", "a")
        .foreignTransaction("t2", "b")
        .valid("t3", event(CHAINCODE, BlockFixture.ALL, GARBAGE), ByteString.EMPTY)
        .transaction("t4", "c")
        .foreignTransaction("t5", "d");

    assertThat(ids(block.build(), CHAINCODE)).containsExactly("a");
    assertThat(events(block.build()).fault())
        .map(OrchestratorException::description)
        .contains("OE0001: the events of transaction t3 in block 7 of the ledger cannot be read");
    assertThat(ids(block.build(), "other")).containsExactly("b", "d");
    assertThat(BlockParser.parse(block.build()).of("other").fault()).isEmpty();
  }

  @Test
  void anUnreadableTransactionEndsTheEventsOfAll() {
    block
        .transaction("t1", "a")
        .entry(GARBAGE, TxValidationCode.VALID)
        .transaction("t2", "b")
        .foreignTransaction("t3", "c");

    BlockEvents parsed = BlockParser.parse(block.build());

    assertThat(ids(block.build(), CHAINCODE)).containsExactly("a");
    assertThat(parsed.of(CHAINCODE).fault()).isPresent();
    assertThat(parsed.of("other").events()).isEmpty();
    assertThat(parsed.of("other").fault())
        .map(OrchestratorException::description)
        .contains("OE0001: transaction 1 in block 7 of the ledger cannot be read");
    assertThat(parsed.faults()).hasSize(1);
  }

  @Test
  void eventsAfterOneThatIsNotThereAreNotGuessed() {
    ChaincodeEvents events = events(block.transaction("t1", "a", "b").build());

    assertThat(events.after("a")).extracting(LoggedEvent::id).containsExactly("b");
    assertThatThrownBy(() -> events.after("x"))
        .isInstanceOf(OrchestratorException.class)
        .hasMessage("event x is not in its block");
  }

  private static ChaincodeEvents events(Block block) {
    return BlockParser.parse(block).of(CHAINCODE);
  }

  private static List<String> ids(Block block, String chaincode) {
    return BlockParser.parse(block).of(chaincode).events().stream().map(LoggedEvent::id).toList();
  }
}
