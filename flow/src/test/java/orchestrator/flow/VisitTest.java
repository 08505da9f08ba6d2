package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.flow.fixtures.Num;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One visit: pre-handler, source, process, post-handler. */
class VisitTest {
  private final List<String> order = new ArrayList<>();
  private final List<Message<?>> seen = new ArrayList<>();
  private @Nullable Message<?> given;

  private Block<Num, Num> block(String name) {
    return Num.block(name)
        .sends(
            message -> {
              order.add("process " + message.body().value() + " from " + message.header().source());
              return given;
            })
        .before(
            message -> {
              order.add("pre from " + message.header().source());
              return message;
            })
        .after(
            message -> {
              order.add("post");
              seen.add(message);
            });
  }

  private Handled visit(Block<Num, Num> block) {
    return visit(Flow.named("f", Num.class).then(block).build());
  }

  private static Handled visit(Flow<?, ?> flow) {
    return Orchestrator.builder().flow(flow).build().handle(Message.of(Num.of(0)).toFlow("f"));
  }

  @Test
  void handlersAndProcessRunInOrderAndTheSourceIsSetBeforeTheProcess() {
    Handled handled = visit(block("a"));

    assertThat(handled.kind()).isEqualTo(Handled.Kind.TAKEN);
    assertThat(order).containsExactly("pre from ", "process 0 from a", "post");
  }

  @Test
  void thePostHandlerGetsTheMessageAsItWasSentWhenTheProcessGivesNothing() {
    given = null;
    visit(block("a"));

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).body()).isEqualTo(Num.of(0));
    assertThat(seen.get(0).header().source()).isEqualTo("a");
  }

  @Test
  void thePostHandlerGetsWhatTheProcessGives() {
    given = Message.of(Num.of(7));
    visit(block("a"));

    assertThat(seen).containsExactly(given);
  }

  @Test
  void theFlagSaysThatThePostHandlerNeedsAMessage() {
    visit(block("a").afterOnlyWithMessage());
    assertThat(order).containsExactly("pre from ", "process 0 from a");

    order.clear();
    given = Message.of(Num.of(7));
    visit(block("a").afterOnlyWithMessage());
    assertThat(order).containsExactly("pre from ", "process 0 from a", "post");
  }

  @Test
  void theFlagIsReadFromTheBlockThatIsVisitedAndNotFromTheOneBefore() {
    Flow<Num, Num> flow =
        Flow.named("f", Num.class).then(block("a").afterOnlyWithMessage()).then(block("b")).build();
    Orchestrator orchestrator = Orchestrator.builder().flow(flow).build();

    orchestrator.handle(Message.of(Num.of(0)).toFlow("f").withSource("a"));

    assertThat(order).containsExactly("pre from a", "process 0 from b", "post");
  }

  @Test
  void aPreHandlerThatGivesNothingEndsTheVisitSilently() {
    Handled handled = visit(block("a").before(message -> null));

    assertThat(handled.kind()).isEqualTo(Handled.Kind.STOPPED);
    assertThat(handled.returned()).isEmpty();
    assertThat(handled.cause()).isEmpty();
    assertThat(order).isEmpty();
  }

  @Test
  void aPreHandlerMaySendAnotherMessageWhichStillBelongsToTheFlow() {
    List<Message<?>> sent = new ArrayList<>();
    Block<Num, Num> block =
        Num.block("a")
            .before(message -> Message.of(Num.of(9)).withAttribute("why", "other"))
            .sends(
                message -> {
                  sent.add(message);
                  return null;
                });

    visit(block);

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).body()).isEqualTo(Num.of(9));
    assertThat(sent.get(0).header().flow()).isEqualTo("f");
    assertThat(sent.get(0).header().source()).isEqualTo("a");
    assertThat(sent.get(0).header().attribute("why")).contains("other");
  }

  @Test
  void handlersOfAPositionTakeThePlaceOfTheBlocksOwn() {
    Block<Num, Num> block = block("a");
    visit(
        Flow.named("f", Num.class)
            .then(
                block,
                visit ->
                    visit
                        .before(
                            message -> {
                              order.add("other pre");
                              return message;
                            })
                        .after(message -> order.add("other post")))
            .build());
    assertThat(order).containsExactly("other pre", "process 0 from a", "other post");

    order.clear();
    visit(block);
    assertThat(order).containsExactly("pre from ", "process 0 from a", "post");
  }

  @Test
  void aPositionMayTakeOneHandlerAndLeaveTheOther() {
    visit(
        Flow.named("f", Num.class)
            .then(block("a"), visit -> visit.before(message -> message).afterOnlyWithMessage())
            .build());

    assertThat(order).containsExactly("process 0 from a");
  }

  @Test
  void whatThrowsBeforeTheSendingReturnsTheSameMessageWithItsSourceAsItWas() {
    Message<Num> message = Message.of(Num.of(1)).toFlow("f");
    RuntimeException odd = new IllegalStateException("odd");
    for (Block<Num, Num> broken :
        List.of(
            block("a").before(any -> raise(odd)),
            block("a")
                .sends(
                    any -> {
                      throw odd;
                    }))) {
      Orchestrator orchestrator =
          Orchestrator.builder().flow(Flow.named("f", Num.class).then(broken).build()).build();

      Handled handled = orchestrator.handle(message);

      assertThat(handled.kind()).isEqualTo(Handled.Kind.RETURNED);
      assertThat(handled.returned().orElseThrow()).isSameAs(message);
      assertThat(handled.cause()).contains(odd);
      assertThat(handled.isSent()).isFalse();
    }
  }

  @Test
  void whatFailedIsTriedAgainAtTheSameBlockWhenItIsHandedInAgain() {
    List<String> visits = new ArrayList<>();
    Block<Num, Num> flaky =
        Num.block("a")
            .sends(
                message -> {
                  visits.add("a");
                  if (visits.size() == 1) {
                    throw new java.io.IOException("no line");
                  }
                  return null;
                });
    Orchestrator orchestrator =
        Orchestrator.builder()
            .flow(Flow.named("f", Num.class).then(flaky).then(block("b")).build())
            .build();

    Optional<Message<?>> returned =
        orchestrator.handle(Message.of(Num.of(1)).toFlow("f")).returned();
    Handled again = orchestrator.handle(returned.orElseThrow());

    assertThat(again.kind()).isEqualTo(Handled.Kind.TAKEN);
    assertThat(visits).containsExactly("a", "a");
    assertThat(order).isEmpty();
  }

  @Test
  void aPostHandlerThatThrowsSaysThatTheMessageWasSentAllTheSame() {
    RuntimeException odd = new IllegalStateException("odd");

    Handled handled =
        visit(
            block("a")
                .after(
                    message -> {
                      throw odd;
                    }));

    assertThat(handled.kind()).isEqualTo(Handled.Kind.RETURNED);
    assertThat(handled.isSent()).isTrue();
    assertThat(handled.cause()).contains(odd);
  }

  private static Message<Num> raise(RuntimeException e) {
    throw e;
  }
}
