package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.common.reflect.TypeToken;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowsException;
import orchestrator.flow.fixtures.Num;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FlowBuilderTest {
  private final Block<Num, Num> a = Num.block("a");
  private final Block<Num, Num> b = Num.block("b");
  private final Block<Num, Num> c = Num.block("c");
  private final Block<Num, String> text = Block.named("text", Num.class, String.class);
  private final Block<Object, Num> any = Block.named("any", Object.class, Num.class);

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  private static void assertRefused(ThrowingCallable built, FlowError error, String text) {
    assertThatThrownBy(built)
        .hasMessage(text)
        .asInstanceOf(type(FlowsException.class))
        .extracting(FlowsException::error)
        .isEqualTo(error);
  }

  @Test
  void theOrderGivenIsTheOrderOfVisitsAndShownAsAText() {
    Flow<Num, String> flow = flow().then(a).then(b).then(text).build();

    assertThat(flow.name()).isEqualTo("f");
    assertThat(flow.steps()).isEqualTo("a -> b -> text -> end");
    assertThat(flow).hasToString("f: a -> b -> text -> end");
    assertThat(flow.visits()).extracting(Visit::name).containsExactly("a", "b", "text");
    assertThat(flow.takes()).isEqualTo(TypeToken.of(Num.class));
    assertThat(flow.gives()).isEqualTo(TypeToken.of(String.class));
  }

  @Test
  void theTextShowsChoicesForksLoopsChangesAndSubFlows() {
    Flow<Num, Num> sub = Flow.named("sub", Num.class).then(c).build();
    Flow<Num, Num> flow =
        flow()
            .map("more", Num.class, number -> Num.of(number.value() + 1))
            .choose("kind")
            .when("even", number -> number.value() % 2 == 0, way -> way.then(a))
            .otherwise(way -> way)
            .parallel("both")
            .branch("left", way -> way.then(b))
            .branch("right", way -> way)
            .join(Num.class, (left, right) -> left)
            .repeatWhile("again", 3, number -> false, way -> way.then(Num.block("d")))
            .then(sub)
            .thenWhen(number -> true, Num.block("e"))
            .build();

    assertThat(flow.steps())
        .isEqualTo(
            "more -> kind(even: a | else: as it is) -> both(left: b & right: as it is)"
                + " -> again(d, at most 3 times) -> sub.c"
                + " -> when e(when: e | else: as it is) -> end");
  }

  @Test
  void aFlowNeedsAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Flow.named(" ", Num.class))
        .withMessage("a flow needs a name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Num.block(""))
        .withMessage("a block needs a name");
  }

  @Test
  void namesStandInKeysAndAreCheckedForIt() {
    for (String name : List.of("a/b", "a#1", "~a", "a\nb")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Num.block(name))
          .withMessageContaining("must have none of the characters # ~ /");
      assertThatIllegalArgumentException().isThrownBy(() -> Flow.named(name, Num.class));
      assertThatIllegalArgumentException().isThrownBy(() -> flow().choose(name));
      assertThatIllegalArgumentException().isThrownBy(() -> flow().parallel(name));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow().map(name, Num.class, number -> number));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow().repeatUntil(name, 1, number -> true, way -> way.then(a)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow().choose("x").when(name, number -> true, way -> way.then(a)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow().parallel("x").branch(name, way -> way.then(a)));
    }
    assertThat(Num.block("x".repeat(100)).name()).hasSize(100);
    assertThatIllegalArgumentException().isThrownBy(() -> Num.block("x".repeat(101)));
  }

  @Test
  void aFlowNeedsABlock() {
    assertRefused(() -> flow().build(), FlowError.FLOW_BUILDER, "flow 'f' has no block");
    assertRefused(() -> Flow.of("f", List.of()), FlowError.FLOW_BUILDER, "flow 'f' has no block");
    assertRefused(
        () -> flow().map("m", Num.class, number -> number).build(),
        FlowError.FLOW_BUILDER,
        "flow 'f' has no block");
  }

  @Test
  void aLoopNeedsABodyAndALimit() {
    assertRefused(
        () -> flow().then(a).repeatWhile("w", 3, number -> true, way -> way),
        FlowError.FLOW_BLOCK,
        "flow 'f', position 1: the loop 'w' has no block");
    for (int limit : new int[] {0, -1, 1_000_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow().repeatUntil("u", limit, number -> true, way -> way.then(a)))
          .withMessage("the limit of the loop 'u' must be between 1 and 1000000, not %d", limit);
    }
  }

  @Test
  void aForkNeedsBranchesEachOnce() {
    assertRefused(
        () -> flow().parallel("p").each(List.of(), (way, body) -> body.then(a)),
        FlowError.FLOW_BLOCK,
        "flow 'f', position 0: the fork 'p' has no block");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> flow().parallel("p").branch("x", way -> way.then(a)).branch("x", way -> way))
        .withMessage("the fork 'p' has the branch 'x' twice");
  }

  @Test
  void aBlockTwiceIsRefusedUnlessTheFlowAllowsIt() {
    assertRefused(
        () -> flow().then(a).then(b).then(a).build(),
        FlowError.NOT_UNIQUE_BLOCK_IN_FLOW,
        "flow 'f', position 2: the block 'a' is in the flow already; allowDuplicates() lets it");

    assertThat(flow().allowDuplicates().then(a).then(b).then(a).build().steps())
        .isEqualTo("a_0 -> b_1 -> a_2 -> end");
  }

  @Test
  void positionsAreCountedThroughBranchesToo() {
    Flow<Num, Num> flow =
        flow()
            .allowDuplicates()
            .choose("c")
            .when("x", number -> true, way -> way.then(a))
            .otherwise(way -> way.then(a).then(b))
            .then(a)
            .build();

    assertThat(flow.steps()).isEqualTo("c(x: a_0 | else: a_1 -> b_2) -> a_3 -> end");
  }

  @Test
  void aSecondFlowOfTheSameBlocksHasNamesOfItsOwn() {
    flow().allowDuplicates().then(a).then(a).build();
    assertThat(flow().allowDuplicates().then(a).then(a).build().steps())
        .isEqualTo("a_0 -> a_1 -> end");
    assertThat(a.name()).isEqualTo("a");
  }

  @Test
  void aSubFlowMayBeUsedTwiceWhereDuplicatesAreAllowed() {
    Flow<Num, Num> sub = Flow.named("sub", Num.class).then(a).then(b).build();

    assertThat(flow().then(sub).then(a).build().steps()).isEqualTo("sub.a -> sub.b -> a -> end");
    assertThat(flow().allowDuplicates().then(sub).then(sub).build().steps())
        .isEqualTo("sub.a_0 -> sub.b_1 -> sub.a_2 -> sub.b_3 -> end");
    assertRefused(
        () -> flow().then(sub).then(sub).build(),
        FlowError.NOT_UNIQUE_BLOCK_IN_FLOW,
        "flow 'f', position 2: the block 'sub.a' is in the flow already; allowDuplicates() lets"
            + " it");
  }

  @Test
  void blocksKnownOnlyWhenTheProgramRunsAreComparedThen() {
    assertThat(Flow.of("f", List.of(a, any, text)).steps()).isEqualTo("a -> any -> text -> end");
    assertRefused(
        () -> Flow.of("f", List.of(a, text, b)),
        FlowError.WRONG_TYPE,
        "flow 'f', position 2: 'b' takes orchestrator.flow.fixtures.Num, but 'text' before it"
            + " gives java.lang.String");
  }

  @Test
  void typesWithParametersAreComparedWithThem() {
    TypeToken<List<Num>> nums = new TypeToken<>() {};
    TypeToken<List<String>> texts = new TypeToken<>() {};
    TypeToken<List<? extends Object>> anything = new TypeToken<>() {};
    Block<List<Num>, List<Num>> sort = Block.named("sort", nums, nums);

    assertThat(Flow.of("f", List.of(sort, Block.named("show", anything, texts))).gives())
        .isEqualTo(texts);
    assertRefused(
        () -> Flow.of("f", List.of(sort, Block.named("show", texts, texts))),
        FlowError.WRONG_TYPE,
        "flow 'f', position 1: 'show' takes java.util.List<java.lang.String>, but 'sort' before"
            + " it gives java.util.List<orchestrator.flow.fixtures.Num>");
  }

  @Test
  void plainTypesAndTheirBoxesAreTheSame() {
    Block<Integer, Integer> plain = Block.named("plain", int.class, int.class);
    Block<Integer, Integer> boxed = Block.named("boxed", Integer.class, Integer.class);

    assertThat(Flow.of("f", List.of(plain, boxed, Block.named("more", int.class, int.class))))
        .hasToString("f: plain -> boxed -> more -> end");
  }

  @Test
  void blocksAndHandlersAreAllAsynchronousOrNone() {
    Block<Num, Num> now = a.sends(message -> null);
    Block<Num, Num> later = b.sendsAsync(message -> CompletableFuture.completedFuture(null));

    assertRefused(
        () -> flow().then(now).then(later).build(),
        FlowError.WORK_TYPE_MISMATCH,
        "flow 'f': the block 'b' is asynchronous, and 'a' is not");
    assertRefused(
        () -> flow().then(later, visit -> visit.before(message -> message)).build(),
        FlowError.WORK_TYPE_MISMATCH,
        "flow 'f': the block 'b' is asynchronous, and 'b' is not");
    assertRefused(
        () -> flow().then(now, visit -> visit.undoneBy(later)).build(),
        FlowError.WORK_TYPE_MISMATCH,
        "flow 'f': the block '~a' is asynchronous, and 'a' is not");
    assertThat(flow().then(later).then(c).build().steps()).isEqualTo("b -> c -> end");
  }

  @Test
  void eachVisitTellsItsBlockRetryTimeoutAndUndoing() {
    Flow<Num, Num> flow =
        flow()
            .then(
                a.asks("shop", "sell"),
                visit ->
                    visit
                        .retry(Retry.times(3))
                        .timeout(java.time.Duration.ofSeconds(2))
                        .undoneBy(b.asks("shop", "take back"), Retry.times(2)))
            .build();
    Visit visit = flow.visit("a");

    assertThat(visit.block().service()).contains("shop");
    assertThat(visit.block().command()).isEqualTo("sell");
    assertThat(visit.retry()).contains(Retry.times(3));
    assertThat(visit.timeout()).contains(java.time.Duration.ofSeconds(2));
    assertThat(visit.undo()).contains(flow.visit("~a"));
    assertThat(flow.visit("~a").block().command()).isEqualTo("take back");
    assertThat(flow.visit("~a").retry()).contains(Retry.times(2));
    assertThat(flow.visits()).containsExactly(visit);
  }

  @Test
  void aVisitThatIsNotThereIsToldWithThoseThatAre() {
    Flow<Num, Num> flow = flow().then(a).build();

    assertRefused(
        () -> flow.visit("x"),
        FlowError.FLOW,
        "flow 'f' has no block 'x', which is the source of the message; it has a");
    assertRefused(
        () -> flow.visit("~a"),
        FlowError.FLOW,
        "flow 'f' has no block '~a', which is the source of the message; it has a");
  }

  @Test
  void aBlockAsksTheServiceOfItsNameForWhatThatDoesByDefault() {
    assertThat(a.service()).contains("a");
    assertThat(a.command()).isEmpty();
    assertThat(a.asks("x").service()).contains("x");
    assertThat(a.asks("x", "y").command()).isEqualTo("y");
    assertThat(a.sends(message -> null).service()).isEmpty();
    assertThat(a.service()).as("the block itself does not change").contains("a");
  }
}
