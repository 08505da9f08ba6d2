package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.flow.fixtures.Num;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Asynchronous blocks have the same contracts, awaited. */
class AsyncTest {
  private final List<String> order = new ArrayList<>();
  private final CompletableFuture<@Nullable Message<Num>> before = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Message<?>> sent = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Object> after = new CompletableFuture<>();
  private final Message<Num> message = Message.of(Num.of(0)).toFlow("f");

  private Block<Num, Num> block() {
    return Num.block("a")
        .beforeAsync(
            given -> {
              order.add("pre from " + given.header().source());
              return before;
            })
        .sendsAsync(
            given -> {
              order.add("process from " + given.header().source());
              return sent;
            })
        .afterAsync(
            given -> {
              order.add("post " + ((Num) given.body()).value());
              return after;
            });
  }

  private static Orchestrator orchestrator(Block<Num, Num> block) {
    return Orchestrator.builder().flow(Flow.named("f", Num.class).then(block).build()).build();
  }

  private CompletableFuture<Handled> handled(Block<Num, Num> block) {
    return orchestrator(block).handleAsync(message).toCompletableFuture();
  }

  @Test
  void eachPartWaitsForTheOneBefore() {
    CompletableFuture<Handled> handled = handled(block());

    assertThat(order).containsExactly("pre from ");
    before.complete(message);
    assertThat(order).containsExactly("pre from ", "process from a");
    sent.complete(null);
    assertThat(order).containsExactly("pre from ", "process from a", "post 0");
    assertThat(handled).isNotDone();
    after.complete(null);
    assertThat(handled.join().kind()).isEqualTo(Handled.Kind.TAKEN);
  }

  @Test
  void thePostHandlerGetsWhatTheProcessGives() {
    before.complete(message);
    sent.complete(Message.of(Num.of(7)));
    after.complete(null);

    assertThat(handled(block()).join().kind()).isEqualTo(Handled.Kind.TAKEN);
    assertThat(order).endsWith("post 7");
  }

  @Test
  void theFlagSaysThatThePostHandlerNeedsAMessage() {
    before.complete(message);
    sent.complete(null);

    assertThat(handled(block().afterOnlyWithMessage()).join().kind()).isEqualTo(Handled.Kind.TAKEN);
    assertThat(order).containsExactly("pre from ", "process from a");
  }

  @Test
  void aPreHandlerThatGivesNothingEndsTheVisitSilently() {
    before.complete(null);

    Handled handled = handled(block()).join();
    assertThat(handled.kind()).isEqualTo(Handled.Kind.STOPPED);
    assertThat(order).containsExactly("pre from ");
  }

  @Test
  void handlersOfAPositionTakeThePlaceOfTheBlocksOwnAndAreAwaited() {
    Flow<Num, Num> flow =
        Flow.named("f", Num.class)
            .then(
                block(),
                visit ->
                    visit
                        .beforeAsync(
                            given -> {
                              order.add("other pre");
                              return before.thenApply(any -> given);
                            })
                        .afterAsync(
                            given -> {
                              order.add("other post");
                              return after;
                            }))
            .build();
    CompletableFuture<Handled> handled =
        Orchestrator.builder().flow(flow).build().handleAsync(message).toCompletableFuture();

    assertThat(order).containsExactly("other pre");
    before.complete(message);
    sent.complete(null);
    assertThat(order).containsExactly("other pre", "process from a", "other post");
    assertThat(handled).isNotDone();
    after.complete(null);
    assertThat(handled.join().kind()).isEqualTo(Handled.Kind.TAKEN);
  }

  @Test
  void whatFailsLaterReturnsTheMessage() {
    RuntimeException odd = new IllegalStateException("odd");
    List<CompletableFuture<?>> parts = List.of(before, sent);
    for (CompletableFuture<?> broken : parts) {
      broken.completeExceptionally(odd);
      before.complete(message);

      Handled handled = handled(block()).join();

      assertThat(handled.returned().orElseThrow()).isSameAs(message);
      assertThat(handled.cause()).contains(odd);
      assertThat(handled.isSent()).isFalse();
    }
  }

  @Test
  void whatThrowsAtOnceReturnsTheMessage() {
    RuntimeException odd = new IllegalStateException("odd");
    before.complete(message);
    sent.complete(null);
    for (Block<Num, Num> broken :
        List.of(
            block()
                .beforeAsync(
                    given -> {
                      throw odd;
                    }),
            block()
                .sendsAsync(
                    given -> {
                      throw odd;
                    }))) {
      assertThat(handled(broken).join().cause()).contains(odd);
    }
    assertThat(handled(block().sendsAsync(given -> nothing())).join().cause().orElseThrow())
        .isInstanceOf(NullPointerException.class);
  }

  @SuppressWarnings("NullAway") // What a user's code may do all the same.
  private static CompletionStage<Message<?>> nothing() {
    return null;
  }

  @Test
  void aPostHandlerThatFailsSaysThatTheMessageWasSentAllTheSame() {
    RuntimeException odd = new IllegalStateException("odd");
    before.complete(message);
    sent.complete(null);
    after.completeExceptionally(odd);

    Handled handled = handled(block()).join();
    assertThat(handled.kind()).isEqualTo(Handled.Kind.RETURNED);
    assertThat(handled.isSent()).isTrue();
    assertThat(handled.cause()).contains(odd);
  }

  @Test
  void handleWaitsForAsynchronousBlocks() {
    before.complete(message);
    after.complete(null);
    Thread later = new Thread(() -> sent.complete(null));
    later.setDaemon(true);
    later.start();

    assertThat(orchestrator(block()).handle(message, true).returned()).contains(message);
  }

  @Test
  void aTargetIsVisitedAloneAndAwaited() {
    Orchestrator orchestrator = Orchestrator.builder().block(block()).build();
    CompletableFuture<Handled> handled =
        orchestrator.handleAsync(message.toTarget("a")).toCompletableFuture();

    assertThat(order).containsExactly("process from ");
    assertThat(handled).isNotDone();
    sent.complete(null);
    assertThat(handled.join().kind()).isEqualTo(Handled.Kind.TAKEN);
  }

  @Test
  void theBranchesOfAForkAreSentBesideOneAnother() {
    CompletableFuture<@Nullable Message<?>> other = new CompletableFuture<>();
    Flow<Num, Num> flow =
        Flow.named("f", Num.class)
            .parallel("p")
            .branch("left", way -> way.then(Num.block("l").sendsAsync(given -> sent)))
            .branch("right", way -> way.then(Num.block("r").sendsAsync(given -> other)))
            .join(Num.class, (left, right) -> left)
            .build();
    CompletableFuture<Handled> handled =
        Orchestrator.builder().flow(flow).build().handleAsync(message).toCompletableFuture();

    other.complete(null);
    assertThat(handled).isNotDone();
    sent.complete(null);
    assertThat(handled.join().kind()).isEqualTo(Handled.Kind.TAKEN);
  }

  @Test
  void aForkAllOfWhoseBranchesFailEndsWithAFault() {
    RuntimeException odd = new IllegalStateException("odd");
    Flow<Num, Num> flow =
        Flow.named("f", Num.class)
            .parallel("p")
            .branch("left", way -> way.then(Num.block("l").sendsAsync(given -> sent)))
            .branch("right", way -> way.then(Num.block("r").sendsAsync(given -> sent)))
            .join(Num.class, (left, right) -> left)
            .build();
    CompletableFuture<Handled> handled =
        Orchestrator.builder().flow(flow).build().handleAsync(message).toCompletableFuture();
    sent.completeExceptionally(odd);

    assertThat(handled.join().isFinished()).isTrue();
    assertThat(handled.join().message().fault().orElseThrow().text())
        .isEqualTo("l failed: odd; r failed: odd");
  }

  @Test
  void compensationsAreAwaitedAndPassedOverWhenTheyCannotBeDone() {
    CompletableFuture<@Nullable Message<?>> undone = new CompletableFuture<>();
    Block<Num, Num> asking = Num.block("a").sendsAsync(given -> sent);
    Flow<Num, Num> flow =
        Flow.named("f", Num.class)
            .then(asking, visit -> visit.undoneBy(Num.block("u").sendsAsync(given -> undone)))
            .then(
                Num.block("b").sendsAsync(given -> sent),
                visit ->
                    visit.undoneBy(
                        Num.block("u")
                            .beforeAsync(given -> CompletableFuture.completedFuture(null))
                            .sendsAsync(given -> undone)))
            .build();
    Orchestrator orchestrator = Orchestrator.builder().flow(flow).build();
    ToUndo toUndo = ToUndo.push(ToUndo.push(null, "a", "", Num.of(1)), "b", "", Num.of(2));
    Message<Num> failing =
        message
            .withHeader(message.header().withSource("b").withToUndo(toUndo))
            .failed(Fault.of("b", Fault.Kind.SERVICE, "odd"));
    CompletableFuture<Handled> handled = orchestrator.handleAsync(failing).toCompletableFuture();
    assertThat(handled).isNotDone();
    undone.completeExceptionally(new IllegalStateException("stuck"));

    assertThat(handled.join().isFinished()).isTrue();
    assertThat(handled.join().message().fault().orElseThrow().text())
        .isEqualTo("b failed: odd; not undone: ~a: stuck");
  }
}
