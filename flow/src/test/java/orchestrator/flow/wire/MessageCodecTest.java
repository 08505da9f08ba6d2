package orchestrator.flow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.reflect.TypeToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import orchestrator.flow.Block;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.Header;
import orchestrator.flow.Message;
import orchestrator.flow.Passage;
import orchestrator.flow.Retry;
import orchestrator.flow.ToUndo;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  /** Is a body with parts of several kinds. */
  record Order(String item, int count, List<Num> numbers, @Nullable String note) {}

  private final MessageCodec codec = MessageCodec.standard();
  private final Order order = new Order("tea", 3, List.of(Num.of(1), Num.of(2)), null);
  private final Block<Order, Order> reserve = Block.named("reserve", Order.class, Order.class);
  private final Flow<Order, Num> flow =
      Flow.named("order", Order.class)
          .then(reserve, visit -> visit.undoneBy(Block.named("free", Order.class, Num.class)))
          .then(Block.named("pay", Order.class, Num.class))
          .build();
  private final Service till =
      Service.named("till").command("pay", Order.class, given -> Num.of(given.count())).build();

  @Test
  void everyFieldOfTheHeaderComesBack() {
    ToUndo first = new ToUndo("reserve", "1.2", order, null, 1);
    ToUndo second = new ToUndo("reserve", "2.2", new Order("", 0, List.of(), "x"), first, 2);
    Header header =
        new Header(
            "run",
            "order",
            "target",
            "pay",
            "pay",
            "3.1",
            second,
            new Fault("pay#3.1", Fault.Kind.TIMEOUT, "late", List.of("~reserve: odd", "b: c")),
            new Retry(7, Duration.ofMillis(5), Duration.ofSeconds(9)),
            Map.of("a", "1", "ü", "\"\n"),
            Passage.NONE);
    Message<Order> message = new Message<>(order, header);

    Envelope envelope = codec.read(codec.write(message));

    assertThat(envelope.toFlow(flow)).isEqualTo(message);
    assertThat(envelope.toService(till).body()).isEqualTo(order);
    assertThat(envelope.header().run()).isEqualTo("run");
    assertThat(envelope.header().retry()).isEqualTo(header.retry());
    assertThat(envelope.header().fault()).isEqualTo(header.fault());
    assertThat(envelope.header().attributes()).isEqualTo(header.attributes());
  }

  @Test
  void whatIsEmptyIsLeftOut() {
    assertThat(codec.write(Message.of(Num.of(7))))
        .isEqualTo("{\"header\":{},\"body\":{\"value\":7}}");
    assertThat(codec.read("{\"body\":{}}").header()).isEqualTo(Header.EMPTY);
    assertThat(codec.read("{\"body\":{},\"header\":null}").header()).isEqualTo(Header.EMPTY);
  }

  @Test
  void attributesAreWrittenInTheOrderOfTheirNames() {
    Message<Num> message = Message.of(Num.of(7));
    for (String name : List.of("d", "a", "c", "b", "e")) {
      message = message.withAttribute(name, "1");
    }
    assertThat(codec.write(message))
        .contains("{\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\",\"e\":\"1\"}");
  }

  @Test
  void unknownKeysAreDropped() {
    Envelope envelope =
        codec.read(
            "{\"body\":{\"item\":\"tea\",\"count\":1,\"colour\":\"red\"},\"more\":[1,{}],"
                + "\"header\":{\"flow\":\"order\",\"colour\":{\"x\":1}}}");

    assertThat(((Order) envelope.toFlow(flow).body()).item()).isEqualTo("tea");
    assertThat(envelope.header()).isEqualTo(Header.EMPTY.withFlow("order"));
  }

  @Test
  void whatCanBeConvertedIs() {
    assertThat(codec.readBody("{\"value\":\"5\"}", TypeToken.of(Num.class))).isEqualTo(Num.of(5));
    assertThat(codec.readBody("{\"value\":5.0}", TypeToken.of(Num.class))).isEqualTo(Num.of(5));
    assertThat(codec.readBody("5", TypeToken.of(String.class))).isEqualTo("5");
    assertThat(codec.readBody("\"true\"", TypeToken.of(Boolean.class))).isTrue();
    assertThat(codec.read("{\"body\":1,\"header\":{\"run\":12}}").header().run()).isEqualTo("12");
  }

  @Test
  void typesWithParametersAreReadWithThem() {
    assertThat(codec.readBody("[{\"value\":1}]", new TypeToken<List<Num>>() {}))
        .containsExactly(Num.of(1));
    assertThat(codec.readBody("{\"a\":{\"value\":1}}", new TypeToken<Map<String, Num>>() {}))
        .isEqualTo(Map.of("a", Num.of(1)));
    assertThat(codec.writeBody(List.of(Num.of(1)))).isEqualTo("[{\"value\":1}]");
  }

  @Test
  void theTypeOfABodyFollowsFromWhereItComesFrom() {
    String body = "\"body\":{\"value\":5,\"item\":\"tea\"}";

    assertThat(read(body, "").toFlow(flow).body()).isInstanceOf(Order.class);
    assertThat(read(body, "\"source\":\"reserve\"").toFlow(flow).body()).isInstanceOf(Order.class);
    assertThat(read(body, "\"source\":\"pay\"").toFlow(flow).body()).isEqualTo(Num.of(5));
    assertThat(read(body, "\"source\":\"pay\"").sentBy(flow).body()).isInstanceOf(Order.class);
    assertThat(read(body, "\"source\":\"pay\",\"fault\":{}").toFlow(flow).body())
        .as("what failed is what was sent")
        .isInstanceOf(Order.class);
    assertThat(read(body, "").givenTo(flow.visit("pay")).body()).isEqualTo(Num.of(5));
    assertThat(read("\"body\":[1]", "\"source\":\"~reserve\"").toFlow(flow).body())
        .as("an undoing may answer anything")
        .hasToString("[1]");
    assertThat(read("\"body\":[1]", "").givenTo(flow.visit("~reserve")).body()).hasToString("[1]");
  }

  private Envelope read(String body, String header) {
    return codec.read("{" + body + ",\"header\":{" + header + "}}");
  }

  @Test
  void aCommandThatIsNotThereIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> read("\"body\":1", "\"command\":\"x\"").toService(till))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the service 'till' has no command 'x'; it has [pay]");
  }

  @Test
  void aBodyThatHasNoFormInJsonIsRefusedWithItsType() {
    assertThatThrownBy(() -> codec.write(Message.of(new Object())))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageStartingWith("a body of the type java.lang.Object cannot be written: ");
    assertThatThrownBy(() -> codec.writeBody(new Cyclic()))
        .isInstanceOf(MessageFormatException.class);
    assertThatThrownBy(() -> codec.writeBody(new Broken()))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("odd");
  }

  /** Holds itself. */
  static final class Cyclic {
    public Optional<Cyclic[]> getMore() {
      return Optional.of(new Cyclic[] {this});
    }

    public Cyclic getSelf() {
      return this;
    }
  }

  /** Cannot be read when it is null. */
  static final class Broken {
    private final @Nullable String value = null;

    public int getLength() {
      return Objects.requireNonNull(value, "odd").length();
    }
  }
}
