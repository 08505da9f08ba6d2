package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit does not compile. */
@Tag("slow")
class TypesTest {
  private static final String BLOCKS =
      """
      import java.util.List;
      import orchestrator.flow.*;
      class Sample {
        record Order(String item) {}
        record Parcel(String item) {}
        record Receipt(String text) {}
        static final Block<Order, Parcel> PACK = Block.named("pack", Order.class, Parcel.class);
        static final Block<Parcel, Receipt> SEND = Block.named("send", Parcel.class, Receipt.class);
        static final Block<Order, Order> CHECK = Block.named("check", Order.class, Order.class);
        static final Block<Object, Receipt> LOG = Block.named("log", Object.class, Receipt.class);
        static FlowBuilder<Order, Order> order() { return Flow.named("f", Order.class); }
        %s
      }
      """;

  @TempDir private Path classes;

  @Test
  void aBlockThatTakesWhatTheOneBeforeGivesCompiles() {
    assertCompiles("order().then(CHECK).then(PACK).then(SEND).build()", "Order, Receipt");
    assertCompiles("order().then(PACK).then(LOG).build()", "Order, Receipt");
    assertCompiles("order().then(order().then(PACK).build()).then(SEND).build()", "Order, Receipt");
  }

  @Test
  void aBlockThatTakesSomethingElseDoesNotCompile() {
    assertFails("order().then(SEND).build()", "Order, Receipt");
    assertFails("order().then(PACK).then(PACK).build()", "Order, Parcel");
    assertFails("order().then(order().then(PACK).build()).then(CHECK).build()", "Order, Order");
    assertFails("order().then(PACK).build()", "Order, Receipt");
  }

  @Test
  void aConditionalBlockMustGiveWhatItTakes() {
    assertCompiles("order().thenWhen(o -> true, CHECK).build()", "Order, Order");
    assertFails("order().thenWhen(o -> true, PACK).build()", "Order, Order");
  }

  @Test
  void aConditionIsAskedOfWhatThereIs() {
    assertCompiles("order().thenWhen(o -> o.item().isEmpty(), CHECK).build()", "Order, Order");
    assertFails("order().thenWhen(o -> o.text().isEmpty(), CHECK).build()", "Order, Order");
  }

  @Test
  void allWaysOfAChoiceGiveTheSame() {
    String choice =
        "order().choose(\"c\").when(\"w\", o -> true, way -> way.then(PACK))"
            + ".otherwise(way -> way.then(CHECK).then(%s)).build()";

    assertCompiles(choice.formatted("PACK"), "Order, Parcel");
    assertFails(choice.formatted("CHECK"), "Order, Parcel");
  }

  @Test
  void aJoinTakesWhatTheBranchesGive() {
    String fork =
        "order().parallel(\"p\").branch(\"l\", way -> way.then(PACK))"
            + ".branch(\"r\", way -> way.then(LOG)).join(Receipt.class, (l, r) -> %s).build()";

    assertCompiles(fork.formatted("new Receipt(l.item() + r.text())"), "Order, Receipt");
    assertFails(fork.formatted("new Receipt(l.text())"), "Order, Receipt");
    assertFails(fork.formatted("l"), "Order, Receipt");
    String each =
        "order().parallel(\"p\").each(List.of(\"a\"), (name, way) -> way.then(PACK))"
            + ".join(Receipt.class, all -> new Receipt(all.get(0).%s())).build()";
    assertCompiles(each.formatted("item"), "Order, Receipt");
    assertFails(each.formatted("text"), "Order, Receipt");
  }

  @Test
  void aLoopGivesWhatItTakes() {
    String loop = "order().repeatUntil(\"l\", 3, o -> true, way -> way.then(%s)).build()";

    assertCompiles(loop.formatted("CHECK"), "Order, Order");
    assertFails(loop.formatted("PACK"), "Order, Order");
  }

  @Test
  void aCompensationTakesWhatTheVisitGives() {
    String undone = "order().then(PACK, visit -> visit.undoneBy(%s)).build()";

    assertCompiles(undone.formatted("SEND"), "Order, Parcel");
    assertCompiles(undone.formatted("LOG"), "Order, Parcel");
    assertFails(undone.formatted("CHECK"), "Order, Parcel");
  }

  @Test
  void aHandlerIsOneOfItsBlocksMessages() {
    String handled = "order().then(PACK, visit -> visit.before(m -> m.withBody(%s))).build()";

    assertCompiles(handled.formatted("new Order(\"x\")"), "Order, Parcel");
    assertFails(handled.formatted("new Parcel(\"x\")"), "Order, Parcel");
  }

  @Test
  void theExampleOfThreeTasksHasFewerThanFortyLinesWithEverything() {
    String example =
        """
        import java.util.List;
        import orchestrator.flow.*;
        import orchestrator.flow.run.*;
        import orchestrator.flow.service.Service;

        class Tasks {
          record Trail(String text) {}

          static Service service(String name) {
            return Service.of(name, Trail.class, trail -> new Trail(trail.text() + " " + name));
          }

          static Block<Trail, Trail> block(String name) {
            return Block.named(name, Trail.class, Trail.class);
          }

          public static void main(String[] args) {
            var one = block("service1");
            var two = block("service2");
            var three = block("service3");
            var four = block("service4");
            var task1 = Flow.named("Task1", Trail.class).then(one).then(two).then(three).build();
            var task2 = Flow.named("Task2", Trail.class).then(two).then(four).then(one).build();
            var taskN = Flow.named("TaskN", Trail.class).then(three).then(two).then(four).build();
            var flows = List.of(task1, task2, taskN);
            try (FlowRunner runner =
                InMemoryFlows.of(
                    flows,
                    service("service1"),
                    service("service2"),
                    service("service3"),
                    service("service4"))) {
              for (var flow : flows) {
                System.out.println(runner.start(flow, new Trail("")).outcome().join().orThrow());
              }
            }
          }
        }
        """;

    assertThat(example.lines()).hasSizeLessThan(40);
    assertThat(errors("Tasks", example)).isEmpty();
  }

  private void assertCompiles(String expression, String types) {
    assertThat(errorsOf(expression, types)).isEmpty();
  }

  private void assertFails(String expression, String types) {
    assertThat(errorsOf(expression, types))
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error).doesNotContain("cannot find symbol: class"));
  }

  private List<String> errorsOf(String expression, String types) {
    String field = "static final Flow<%s> MADE = %s;".formatted(types, expression);
    return errors("Sample", BLOCKS.formatted(field));
  }

  private List<String> errors(String name, String text) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    compiler.getTask(null, null, found, options, null, List.of(source)).call();
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> each.getMessage(Locale.ROOT))
        .toList();
  }
}
