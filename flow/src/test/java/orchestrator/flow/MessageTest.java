package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import orchestrator.flow.fixtures.Num;
import org.junit.jupiter.api.Test;

class MessageTest {
  private final Message<Num> message = Message.of(Num.of(7));

  @Test
  void aMessageNeedsABodyAndAHeader() {
    assertThatThrownBy(() -> Message.of(null)).hasMessage("a message needs a body");
    assertThatThrownBy(() -> new Message<>(1, null)).hasMessage("a message needs a header");
  }

  @Test
  void aNewMessageWasNowhereAndHasNowhereToGo() {
    assertThat(message.header()).isEqualTo(Header.EMPTY);
    assertThat(message.header().flow()).isEmpty();
    assertThat(message.header().target()).isEmpty();
    assertThat(message.header().source()).isEmpty();
    assertThat(message.header().command()).isEmpty();
    assertThat(message.fault()).isEmpty();
  }

  @Test
  void eachPartOfTheHeaderIsSetAlone() {
    assertThat(message.toFlow("f").header()).isEqualTo(Header.EMPTY.withFlow("f"));
    assertThat(message.toTarget("t").header()).isEqualTo(Header.EMPTY.withTarget("t"));
    assertThat(message.withSource("s").header()).isEqualTo(Header.EMPTY.withSource("s"));
    assertThat(message.withCommand("c").header()).isEqualTo(Header.EMPTY.withCommand("c"));
    assertThat(message.withAttribute("a", "1").header().attribute("a")).contains("1");
    assertThat(message.withAttribute("a", "1").header().attribute("b")).isEmpty();
  }

  @Test
  void toChangeAMessageMakesAnotherOne() {
    Message<Num> changed = message.toFlow("f").withSource("s").withAttribute("a", "1");

    assertThat(changed.body()).isSameAs(message.body());
    assertThat(message.header()).isEqualTo(Header.EMPTY);
    assertThat(changed.withAttribute("a", "2").header().attributes()).containsEntry("a", "2");
    assertThat(changed.header().attributes()).containsEntry("a", "1");
  }

  @Test
  void aHeaderKeepsCopiesOfWhatItIsGiven() {
    Map<String, String> attributes = new HashMap<>(Map.of("a", "1"));
    Header header = new Header("", "", "", "", "", "", null, null, null, attributes, Passage.NONE);
    attributes.put("b", "2");

    assertThat(header.attributes()).containsOnlyKeys("a");
    assertThatThrownBy(() -> header.attributes().put("c", "3"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aHopIsToldByRunVisitAndLaps() {
    Header header = Header.EMPTY.withRun("r").withSource("pay");

    assertThat(message.withHeader(header).hop()).isEqualTo("r/pay");
    assertThat(message.withHeader(header.sent("pay", "", "2.1", null)).hop())
        .isEqualTo("r/pay#2.1");
  }

  @Test
  void whatFailsKeepsItsFirstReasonAndListsWhatCouldNotBeUndone() {
    Message<Num> failed =
        message
            .failed(Fault.of("pay", Fault.Kind.SERVICE, "no money"))
            .failed(Fault.of("~reserve", Fault.Kind.UNREACHABLE, "stock is closed"));

    assertThat(failed.fault().orElseThrow().text())
        .isEqualTo("pay failed: no money; not undone: ~reserve: stock is closed");
  }

  @Test
  void whatFailsBehindAVisitSaysBehindWhich() {
    RuntimeException cause = new IllegalStateException("odd");

    assertThat(message.failedBehind(cause).fault().orElseThrow().text())
        .isEqualTo("the start failed: odd");
    assertThat(message.withSource("a").failedBehind(cause).fault().orElseThrow().text())
        .isEqualTo("what follows a failed: odd");
  }

  @Test
  void anExceptionWithoutWordsIsToldByItsName() {
    assertThat(Fault.of("a", Fault.Kind.FLOW, new NullPointerException()).reason())
        .isEqualTo("NullPointerException");
    assertThat(Fault.of("a", Fault.Kind.FLOW, new IllegalStateException(" ")).reason())
        .isEqualTo("IllegalStateException");
  }

  @Test
  void aMessageWithALongWayBehindItIsComparedAndShownLikeAnyOther() {
    Message<Num> one = undoable(100_000);
    Message<Num> same = undoable(100_000);

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(one).isNotEqualTo(undoable(99_999));
    assertThat(one.toString()).contains("pay#100000 and 99999 before").hasSizeLessThan(1_000);
  }

  private Message<Num> undoable(int visits) {
    ToUndo all = null;
    for (int i = 1; i <= visits; i++) {
      all = ToUndo.push(all, "pay", Integer.toString(i), Num.of(i));
    }
    return message.withHeader(Header.EMPTY.withToUndo(all));
  }
}
