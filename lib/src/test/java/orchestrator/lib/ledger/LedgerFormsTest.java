package orchestrator.lib.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.lib.error.CallException;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.persistence.Key;
import orchestrator.proto.Event;
import orchestrator.proto.QueryEventsResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the forms to what stands in the blocks of ledgers already, and in chaincodes of an earlier
 * version: texts are written out here on purpose.
 */
class LedgerFormsTest {
  private static Event event(String id) {
    return Event.newBuilder().setId(id).build();
  }

  @Test
  void keysAreCompositeKeys() {
    Key key = Key.of("event.asset", "kéy", "id");

    assertThat(LedgerKeys.text(key)).isEqualTo("\0event.asset\0kéy\0id\0");
    assertThat(LedgerKeys.key("\0event.asset\0kéy\0id\0")).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "event", "\0event", "event\0"})
  void otherTextsAreNoKeys(String text) {
    assertThat(LedgerKeys.find(text)).isEmpty();
    assertThatThrownBy(() -> LedgerKeys.key(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEventHasARowOfItsId() {
    assertThat(LedgerKeys.text(LedgerKeys.eventRow("id"))).isEqualTo("\0event\0id\0");
    assertThat(LedgerKeys.isEventRow(Key.of("event", "id"))).isTrue();
    assertThat(LedgerKeys.isEventRow(Key.of("event.asset", "key", "id"))).isFalse();
    assertThat(LedgerKeys.isEventRow(Key.of("eventually", "id"))).isFalse();
  }

  @Test
  void aTransactionCarriesAllItsEvents() throws Exception {
    List<Event> two = List.of(event("a"), event("b"));

    LedgerEvents events = LedgerEvents.of(two).orElseThrow();

    assertThat(events.name()).isEqualTo("orchestrator.events");
    assertThat(events.payload())
        .isEqualTo(QueryEventsResponse.newBuilder().addAllEvents(two).build().toByteArray());
    assertThat(events.isOurs()).isTrue();
    assertThat(events.isWhole()).isTrue();
    assertThat(events.events()).isEqualTo(two);
    assertThat(LedgerEvents.of(List.of())).isEmpty();
  }

  @Test
  void aTransactionOfManyEventsCarriesTheFirst() throws Exception {
    List<Event> many =
        IntStream.range(0, 30_000)
            .mapToObj(i -> event("an id that is a bit longer than usual " + i))
            .toList();

    LedgerEvents events = LedgerEvents.of(many).orElseThrow();

    assertThat(events.name()).isEqualTo("orchestrator.events.first");
    assertThat(events.isOurs()).isTrue();
    assertThat(events.isWhole()).isFalse();
    assertThat(events.events()).containsExactly(many.get(0));
  }

  @Test
  void whatCannotBeReadIsNotGuessed() {
    assertThat(new LedgerEvents("theirs", new byte[] {-1}).isOurs()).isFalse();
    assertThatThrownBy(() -> new LedgerEvents("orchestrator.events", new byte[] {-1}).events())
        .isInstanceOf(InvalidProtocolBufferException.class);
    assertThatThrownBy(() -> LedgerEvents.of(List.of(event(""))).orElseThrow().events())
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessage("an event has no id");
  }

  @Test
  void theFunctionKeepsItsName() {
    assertThat(LedgerFunctions.TRANSACTION_OF_EVENT)
        .isEqualTo("orchestrator.ledger/TransactionOfEvent");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorKeepsCodeStatusAndSentence(ErrorCode code) {
    String text = ChaincodeErrors.text(Errors.of(code, "one: two\nthree"));

    assertThat(text).isEqualTo(code.id() + ": one: two\nthree");
    assertThat(ChaincodeErrors.parse(text))
        .get()
        .extracting(CallException::status, CallException::description)
        .containsExactly(code.status(), text);
    assertThat(ChaincodeErrors.isOfPeer(text)).isFalse();
  }

  @Test
  void aLimitHasItsStatusAlone() {
    String text = ChaincodeErrors.text(new LimitException("too much"));

    assertThat(text).isEqualTo("RESOURCE_EXHAUSTED: too much");
    assertThat(ChaincodeErrors.parse(text))
        .get()
        .extracting(CallException::status, CallException::description)
        .containsExactly(Status.Code.RESOURCE_EXHAUSTED, "too much");
  }

  @Test
  void aPeerWithoutStateIsNoErrorOfTheCall() {
    assertThat(ChaincodeErrors.STATE_UNREADABLE)
        .isEqualTo("UNAVAILABLE: the peer cannot read its state");
    assertThat(ChaincodeErrors.isOfPeer(ChaincodeErrors.STATE_UNREADABLE)).isTrue();
    assertThat(ChaincodeErrors.parse(ChaincodeErrors.STATE_UNREADABLE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OE0002 without a colon", "OE9999: from tomorrow", ": x"})
  void otherTextsAreNoErrors(String text) {
    assertThat(ChaincodeErrors.parse(text)).isEmpty();
  }
}
