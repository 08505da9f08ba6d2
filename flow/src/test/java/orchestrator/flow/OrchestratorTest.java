package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowOrchestratorException;
import orchestrator.flow.error.FlowsException;
import orchestrator.flow.fixtures.Num;
import org.junit.jupiter.api.Test;

class OrchestratorTest {
  private final List<String> sent = new ArrayList<>();
  private final Flow<Num, Num> ab = flow("ab", "a", "b");
  private final Flow<Num, Num> ba = flow("ba", "b", "a");
  private final Message<Num> message = Message.of(Num.of(1));

  private Block<Num, Num> block(String name) {
    return Num.block(name)
        .sends(
            sending -> {
              sent.add(name + " from '" + sending.header().source() + "'");
              return null;
            });
  }

  private Flow<Num, Num> flow(String name, String... blocks) {
    FlowBuilder<Num, Num> flow = Flow.named(name, Num.class);
    for (String block : blocks) {
      flow.then(block(block));
    }
    return flow.build();
  }

  private OrchestratorBuilder both() {
    return Orchestrator.builder().flow(ab).flow(ba).block(block("c")).block(block("d"));
  }

  private static void assertRefused(OrchestratorBuilder builder, FlowError error, String text) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(FlowOrchestratorException.class)
        .hasMessage(text)
        .asInstanceOf(type(FlowsException.class))
        .extracting(FlowsException::error)
        .isEqualTo(error);
  }

  @Test
  void flowsAndBlocksAreListedInTheOrderOfTheirRegistration() {
    Orchestrator orchestrator =
        Orchestrator.builder().flows(List.of(ba, ab)).block(block("d")).block(block("c")).build();

    assertThat(orchestrator.flows()).containsExactly("ba", "ab");
    assertThat(orchestrator.blocks()).containsExactly("d", "c");
  }

  @Test
  void eachHandleRunsExactlyOneBlock() {
    Orchestrator orchestrator = both().build();

    orchestrator.handle(message.toFlow("ab"));
    assertThat(sent).containsExactly("a from 'a'");
    orchestrator.handle(message.toFlow("ab").withSource("a"));
    assertThat(sent).containsExactly("a from 'a'", "b from 'b'");
  }

  @Test
  void behindTheLastBlockTheAnswerIsThatTheFlowIsFinished() {
    Message<Num> last = message.toFlow("ab").withSource("b");

    Handled handled = both().build().handle(last);

    assertThat(handled.isFinished()).isTrue();
    assertThat(handled.returned().orElseThrow().body()).isEqualTo(Num.of(1));
    assertThat(handled.cause()).isEmpty();
    assertThat(sent).isEmpty();
  }

  @Test
  void anUnknownSourceIsToldByAnExceptionOfTheFlow() {
    Message<Num> lost = message.toFlow("ab").withSource("x");

    Handled handled = both().build().handle(lost);

    assertThat(handled.returned().orElseThrow()).isSameAs(lost);
    assertThat(handled.cause().orElseThrow())
        .isInstanceOf(FlowOrchestratorException.class)
        .hasMessage("flow 'ab' has no block 'x', which is the source of the message; it has a, b")
        .extracting(thrown -> ((FlowsException) thrown).error())
        .isEqualTo(FlowError.FLOW);
  }

  @Test
  void aTargetIsVisitedAloneWithoutHandlersAndWithoutASource() {
    Block<Num, Num> handled = block("e").before(any -> null).after(any -> sent.add("post"));
    Orchestrator orchestrator = both().block(handled).build();

    assertThat(orchestrator.handle(message.toFlow("ab").toTarget("e")).returned()).isEmpty();

    assertThat(sent).containsExactly("e from ''");
  }

  @Test
  void anUnknownTargetIsReturnedAndTheFlowIsNotTried() {
    Message<Num> lost = message.toFlow("ab").toTarget("x");

    Handled handled = both().build().handle(lost);

    assertThat(handled.returned().orElseThrow()).isSameAs(lost);
    assertThat(handled.cause()).isEmpty();
    assertThat(sent).isEmpty();
  }

  @Test
  void blocksOfFlowsAreNoTargets() {
    assertThat(both().build().handle(message.toTarget("a")).returned()).isPresent();
  }

  @Test
  void aTargetThatThrowsReturnsTheMessage() {
    Block<Num, Num> broken =
        Num.block("e")
            .sends(
                any -> {
                  throw new java.io.IOException("no line");
                });
    Message<Num> toBroken = message.toTarget("e");

    Handled handled = both().block(broken).build().handle(toBroken);

    assertThat(handled.returned().orElseThrow()).isSameAs(toBroken);
    assertThat(handled.cause().orElseThrow()).hasMessage("no line");
  }

  @Test
  void anUnknownFlowAndNoFlowAtAllAreReturned() {
    Orchestrator orchestrator = both().build();
    Message<Num> lost = message.toFlow("x");

    assertThat(orchestrator.handle(lost).returned().orElseThrow()).isSameAs(lost);
    assertThat(orchestrator.handle(message).returned().orElseThrow()).isSameAs(message);
    assertThat(sent).isEmpty();
  }

  @Test
  void defaultsAreForNamesThatAreNotThereOnEachHop() {
    Orchestrator orchestrator = both().defaultFlow("ba").defaultBlock("d").build();

    assertThat(orchestrator.handle(message.toFlow("x")).returned()).isEmpty();
    assertThat(orchestrator.handle(message.toFlow("x").withSource("b")).returned()).isEmpty();
    assertThat(orchestrator.handle(message.toTarget("x")).returned()).isEmpty();

    assertThat(sent).containsExactly("b from 'b'", "a from 'a'", "d from ''");
  }

  @Test
  void defaultsDoNotApplyToAMessageWithNeitherFlowNorTarget() {
    Orchestrator orchestrator = both().defaultFlow("ba").defaultBlock("d").build();

    assertThat(orchestrator.handle(message).returned().orElseThrow()).isSameAs(message);
    assertThat(sent).isEmpty();
  }

  @Test
  void aForcedAnswerGivesTheMessageInAnyCase() {
    Orchestrator orchestrator = both().build();
    Message<Num> taken = message.toFlow("ab");

    assertThat(orchestrator.handle(taken, true).returned().orElseThrow()).isSameAs(taken);
    assertThat(orchestrator.handle(taken, false).returned()).isEmpty();
    assertThat(orchestrator.handle(message, true).returned().orElseThrow()).isSameAs(message);
    assertThat(orchestrator.handle(message.toTarget("c"), true).returned()).isPresent();
  }

  @Test
  void whatIsIgnoredIsNotThere() {
    Orchestrator orchestrator = both().ignoreFlows("ba").ignoreBlocks("c").build();

    assertThat(orchestrator.flows()).containsExactly("ab");
    assertThat(orchestrator.blocks()).containsExactly("d");
    assertThat(orchestrator.handle(message.toFlow("ba")).returned()).isPresent();
  }

  @Test
  void aNameIsUsedOnceUnlessItIsIgnored() {
    assertRefused(both().flow(ab), FlowError.UNIQUE_NAME, "two flows have the name 'ab'");
    assertRefused(both().block(block("c")), FlowError.UNIQUE_NAME, "two blocks have the name 'c'");
    assertThat(both().flow(ab).ignoreFlows("ab").build().flows()).containsExactly("ba");
  }

  @Test
  void somethingMustBeLeft() {
    String text = "the orchestrator has neither flows nor blocks";
    assertRefused(Orchestrator.builder(), FlowError.NO_DATE, text);
    assertRefused(both().ignoreFlows("ab", "ba").ignoreBlocks("c", "d"), FlowError.NO_DATE, text);
  }

  @Test
  void defaultsMustBeThere() {
    assertRefused(
        both().defaultFlow("x"),
        FlowError.NOT_FOUND_DEFAULT,
        "the default flow 'x' is not there; there are [ab, ba]");
    assertRefused(
        both().ignoreBlocks("c").defaultBlock("c"),
        FlowError.NOT_FOUND_DEFAULT,
        "the default block 'c' is not there; there are [d]");
  }

  @Test
  void blocksThatAnswerAtOnceAreNotMixedWithAsynchronousOnes() {
    Block<Num, Num> later =
        Num.block("later").sendsAsync(any -> CompletableFuture.completedFuture(null));
    Flow<Num, Num> laterFlow = Flow.named("async", Num.class).then(later).build();

    assertRefused(
        both().flow(laterFlow),
        FlowError.WORK_TYPE_MISMATCH,
        "the flow 'async' is asynchronous, and the flow 'ab' is not");
    assertRefused(
        both().block(later),
        FlowError.WORK_TYPE_MISMATCH,
        "the block 'later' is asynchronous, and the flow 'ab' is not");
    assertThat(Orchestrator.builder().flow(laterFlow).block(later).build().isAsync()).isTrue();
    assertThat(both().build().isAsync()).isFalse();
  }

  @Test
  void blocksThatAskServicesNeedATransportAlsoThoseThatUndo() {
    Flow<Num, Num> asking = Flow.named("f", Num.class).then(Num.block("a")).build();
    Flow<Num, Num> undoing =
        Flow.named("f", Num.class)
            .then(block("a"), visit -> visit.undoneBy(Num.block("free")))
            .build();

    assertRefused(
        Orchestrator.builder().flow(asking),
        FlowError.FLOW_BLOCK,
        "the block 'a' asks the service 'a', and there is no transport to it");
    assertRefused(
        Orchestrator.builder().flow(undoing),
        FlowError.FLOW_BLOCK,
        "the block '~a' asks the service 'free', and there is no transport to it");
    assertThat(Orchestrator.builder().flow(asking).transport((visit, any) -> null).build().flows())
        .containsExactly("f");
  }

  @Test
  void atLeastOneJoinMustBeAbleToWait() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> both().mostJoins(0))
        .withMessage("at least 1 join must be able to wait, not 0");
  }
}
