package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import orchestrator.flow.fixtures.Num;
import org.junit.jupiter.api.Test;

/** Forks by an orchestrator alone, whose user carries the messages. */
class ForksByHandTest {
  private final List<Message<?>> sent = new ArrayList<>();
  private final Flow<Num, Num> flow =
      Flow.named("f", Num.class)
          .parallel("p")
          .branch("left", way -> way.then(Num.block("a")))
          .branch("right", way -> way.then(Num.block("b")))
          .join(Num.class, (left, right) -> Num.of(left.value() * 100 + right.value()))
          .then(Num.block("c"))
          .build();

  private Orchestrator orchestrator(int mostJoins) {
    return Orchestrator.builder()
        .flow(flow)
        .mostJoins(mostJoins)
        .transport(
            (visit, message) -> {
              sent.add(message);
              return null;
            })
        .build();
  }

  private static Handled answer(Orchestrator orchestrator, Message<?> message, long value) {
    return orchestrator.handle(message.withBody(Num.of(value)));
  }

  @Test
  void aMessageWithoutARunIsGivenOneSoThatItsBranchesMeetAgain() {
    Orchestrator orchestrator = orchestrator(10);

    assertThat(orchestrator.handle(Message.of(Num.of(1)).toFlow("f")).kind())
        .isEqualTo(Handled.Kind.TAKEN);
    assertThat(orchestrator.handle(Message.of(Num.of(1)).toFlow("f")).kind())
        .isEqualTo(Handled.Kind.TAKEN);
    assertThat(sent)
        .extracting(message -> message.header().source())
        .containsExactly("a", "b", "a", "b");
    assertThat(sent.get(0).header().run()).isEqualTo(sent.get(1).header().run()).isNotEmpty();
    assertThat(sent.get(2).header().run()).isNotEqualTo(sent.get(1).header().run());

    answer(orchestrator, sent.get(1), 2);
    answer(orchestrator, sent.get(2), 7);
    assertThat(sent).hasSize(4);
    answer(orchestrator, sent.get(0), 3);
    answer(orchestrator, sent.get(3), 4);
    assertThat(sent.subList(4, 6))
        .extracting(Message::body)
        .isEqualTo(List.of(Num.of(302), Num.of(704)));
  }

  @Test
  void anAnswerThatComesTwiceJoinsOnce() {
    Orchestrator orchestrator = orchestrator(10);
    orchestrator.handle(Message.of(Num.of(1)).toFlow("f"));
    answer(orchestrator, sent.get(0), 3);
    answer(orchestrator, sent.get(0), 3);
    assertThat(sent).hasSize(2);
    answer(orchestrator, sent.get(1), 2);
    assertThat(answer(orchestrator, sent.get(1), 2).kind()).isEqualTo(Handled.Kind.TAKEN);

    assertThat(sent).hasSize(3);
  }

  @Test
  void noMoreJoinsWaitThanMay() {
    Orchestrator orchestrator = orchestrator(100);
    for (int i = 0; i < 101; i++) {
      orchestrator.handle(Message.of(Num.of(i)).toFlow("f"));
    }
    List<Message<?>> firsts = List.copyOf(sent);
    for (int i = 0; i < 100; i++) {
      assertThat(answer(orchestrator, firsts.get(2 * i), 1).kind()).isEqualTo(Handled.Kind.TAKEN);
    }

    Handled full = answer(orchestrator, firsts.get(200), 1);
    assertThat(full.kind()).isEqualTo(Handled.Kind.RETURNED);
    assertThat(full.cause().orElseThrow())
        .hasMessageStartingWith("more than 100 joins wait for messages; join ");

    answer(orchestrator, firsts.get(1), 1);
    assertThat(orchestrator.handle(full.returned().orElseThrow()).kind())
        .isEqualTo(Handled.Kind.TAKEN);
  }

  @Test
  void whatWasReturnedAtAJoinIsJoinedWhenItIsHandedInAgain() {
    int[] tries = {0};
    Orchestrator flaky =
        Orchestrator.builder()
            .flow(flow)
            .transport(
                (visit, message) -> {
                  if (visit.name().equals("c") && tries[0]++ == 0) {
                    throw new java.io.IOException("no line");
                  }
                  sent.add(message);
                  return null;
                })
            .build();
    flaky.handle(Message.of(Num.of(1)).toFlow("f"));
    answer(flaky, sent.get(0), 3);

    Handled returned = answer(flaky, sent.get(1), 2);
    assertThat(returned.kind()).isEqualTo(Handled.Kind.RETURNED);
    assertThat(flaky.handle(returned.returned().orElseThrow()).kind())
        .isEqualTo(Handled.Kind.TAKEN);
    assertThat(sent.get(2).body()).isEqualTo(Num.of(302));
  }

  @Test
  void whatWaitsForARunIsForgottenWithIt() {
    Orchestrator orchestrator = orchestrator(1);
    orchestrator.handle(Message.of(Num.of(1)).toFlow("f"));
    orchestrator.handle(Message.of(Num.of(1)).toFlow("f"));
    answer(orchestrator, sent.get(0), 1);
    assertThat(answer(orchestrator, sent.get(2), 1).kind()).isEqualTo(Handled.Kind.RETURNED);

    orchestrator.forget(sent.get(0).header().run());

    assertThat(answer(orchestrator, sent.get(2), 1).kind()).isEqualTo(Handled.Kind.TAKEN);
  }
}
