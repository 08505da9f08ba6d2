package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the command line says of a plan's tasks, on a real server. */
@Tag("slow")
class PlanCommandsTest extends OnServer {
  @Test
  void aTaskWaitsForItsFunctionToBeBuilt() {
    String task = task(plan("p"), function("unbuilt"));

    assertThat(run("task", "why", task).done().out())
        .contains(
            "waiting-for-builder-slot: it waits for MyOrg1MSP to build function unbuilt, which is waiting")
        .containsPattern("(?m)^function +[0-9a-f-]{36} +waiting +MyOrg1MSP +unbuilt$");
  }

  @Test
  void aTaskWaitsForItsParentsAndThoseBehindThem() {
    String function = readyFunction("f");
    String plan = plan("p");
    String first = task(plan, function);
    String second = task(plan, function, first);
    String third = task(plan, function, second);
    act(first, "EXECUTING", "");

    assertThat(run("task", "why", third, "-o", "name").done().out().lines())
        .containsExactly(second, first);
    assertThat(run("task", "why", second).done().out())
        .contains("it waits for its parent %s, which is executed by MyOrg1MSP\n".formatted(first));
    assertThat(run("task", "why", task(plan, function, first, second)).done().out())
        .contains(
            "it waits for 2 parents, of which %s is executed by MyOrg1MSP\n".formatted(first));
    assertThat(run("task", "why", third).done().out())
        .contains(
            "it waits for its parent %s, which waits for parents of its own, up to %s, which is executed by MyOrg1MSP\n"
                .formatted(second, first))
        .containsPattern("(?m)^task +" + first + " +executing +MyOrg1MSP +rank 0$");
    assertThat(run("task", "why", first).done().out())
        .contains("it waits for nothing: MyOrg1MSP has been executing it for ");
  }

  @Test
  void aTaskBehindAFailedOneWillNotRun() {
    String function = readyFunction("f");
    String plan = plan("p");
    String first = task(plan, function);
    String second = task(plan, function, first);
    assertThat(run("task", "why", first).done().out())
        .containsPattern("it has been ready for \\d+ m?s, and waits for MyOrg1MSP to start it");
    act(first, "EXECUTING", "");
    act(first, "FAILED", "no disk");

    assertThat(run("task", "why", second).done().out())
        .contains("it cannot run: task " + first + " above it failed");
    assertThat(run("task", "why", first).done().out()).contains("it failed (no disk)");
  }

  @Test
  void aPlanThatFailedIsTakenUpFromWhatIsDone() {
    String function = readyFunction("f");
    String plan = plan("p");
    String first = task(plan, function);
    String second = task(plan, function, first);
    finish(first);
    act(second, "EXECUTING", "");
    act(second, "FAILED", "");
    String mended = readyFunction("mended");

    assertThat(run("plan", "resume", plan, "--dry-run").done().out())
        .containsPattern(second + " +not done +1 +MyOrg1MSP +" + function)
        .contains("1 would run again and 1 stay done");
    assertThat(run("plan", "resume", plan, "--dry-run", "-o", "json").done().line())
        .contains("\"NOT_DONE\"");
    String again =
        run(
                "plan",
                "resume",
                plan,
                "--replace",
                second.substring(0, 13) + "=" + mended.substring(0, 13),
                "-o",
                "name")
            .done()
            .line();
    assertThat(
            run("task", "list", "--plan", again, "--function", mended, "-o", "name")
                .done()
                .out()
                .lines())
        .hasSize(1);
    assertThat(
            run("plan", "resume", plan, "--replace", second + "=" + mended, "-o", "name")
                .done()
                .line())
        .isEqualTo(again);
  }

  @Test
  void aPlanThatStillRunsIsNotTakenUpUnlessItMayBeStopped() {
    String plan = plan("p");
    String task = task(plan, readyFunction("f"));

    Result refused = run("plan", "resume", plan);
    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.error()).contains("may still run: 1; --stop cancels them first");
    assertThat(run("plan", "resume", plan, "--stop", "--dry-run").done().out())
        .contains("1 would run again and 0 stay done; the new plan would be ");
    run("plan", "resume", plan, "--stop").done();
    assertThat(run("plan", "resume", plan, "--dry-run").done().out())
        .contains("1 run again and 0 stay done; the new plan is there already: ");
    assertThat(run("task", "show", task).done().out()).contains("canceled");
    assertThat(run("plan", "resume", plan, "--replace", "x").error())
        .contains("--replace must be TASK=FUNCTION");
  }

  @Test
  void aWrongReplacementIsRefusedAndChangesNothing() {
    String plan = plan("wrong replacement");
    String function = readyFunction("f");
    String task = task(plan, function);
    String model = model(function, plan("models"));
    for (String mode : new String[] {"--output=table", "--dry-run"}) {
      Result unknownInput = resume(plan, mode, task + ":nope=" + model);
      assertThat(unknownInput.error()).contains("has no input \"nope\"").hasLineCount(1);
      assertThat(unknownInput.code()).isEqualTo(4);
      assertThat(resume(plan, mode, task + ":model=zzzz1234").code()).isEqualTo(2);
      assertThat(resume(plan, mode, task + ":model=" + newKey()).code()).isEqualTo(3);
    }

    assertThat(run("task", "show", task).done().out()).contains("waiting-for-executor-slot");
    assertThat(run("plan", "list").done().out().lines())
        .filteredOn(line -> line.contains("wrong replacement"))
        .hasSize(1);
    String again =
        resume(plan, "--output=name", task + ":model=" + model.substring(0, 13)).done().line();
    String next = run("task", "list", "--plan", again, "-o", "name").done().line();
    assertThat(run("task", "show", next).done().out()).contains(model);
  }

  private static Result resume(String plan, String mode, String input) {
    return run("plan", "resume", plan, mode, "--stop", "--replace-input", input);
  }

  /** A model that a task of this plan has made. */
  private static String model(String function, String plan) {
    String task = task(plan, function);
    finish(task);
    return run("model", "list", "--task", task, "-o", "name").done().line();
  }

  @Test
  void aGraphIsWrittenInThreeLanguagesWhateverNamesAreLike() throws Exception {
    String hostile = "\\\"]; <script>&\\u001b[2J--> #";
    String function = readyFunction(hostile);
    String plan = plan(hostile);
    String first = task(plan, function);
    String second = task(plan, function, first);
    String other = task(plan("other"), function, second);

    assertThat(run("plan", "graph", plan).done().out())
        .startsWith("digraph plan {")
        .contains("\"" + first + "\" -> \"" + second + "\" [label=\"model\"];")
        .contains("label=\"\\\"]; <script>&\\\\u001b[2J--> #\"")
        .doesNotContain("\u001b");
    assertThat(run("plan", "graph", plan, "--format", "mermaid").done().out())
        .startsWith("flowchart LR\n")
        .contains("t0 -->|\"model\"| t1")
        .doesNotContain("<script>", "\u001b");
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new InputSource(
                    new StringReader(run("plan", "graph", plan, "--format", "svg").done().out())));
    int box = Integer.parseInt(attribute(svg, "rect", 1, "width"));
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 1; i < texts.getLength(); i++) {
      // A character of 12 pixels in a sans-serif font is 6.3 wide in the mean.
      assertThat(8 + 6.3 * texts.item(i).getTextContent().length())
          .as(texts.item(i).getTextContent())
          .isLessThanOrEqualTo(box);
    }
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(1);
    assertThat(
            run(
                    "plan",
                    "graph",
                    run("task", "show", other, "-o", "json")
                        .done()
                        .line()
                        .replaceFirst(".*\"computePlanKey\":\"([^\"]*)\".*", "$1"))
                .done()
                .out())
        .contains("dashed", second);
  }

  private static String attribute(Document document, String element, int index, String name) {
    return document
        .getElementsByTagName(element)
        .item(index)
        .getAttributes()
        .getNamedItem(name)
        .getNodeValue();
  }

  @Test
  void aPlanThatIsOverIsWatchedToItsEndAtOnce() {
    String function = readyFunction("f");
    String done = plan("well");
    finish(task(done, function));
    String failed = plan("badly");
    String broken = task(failed, function);
    task(failed, function, broken);
    act(broken, "EXECUTING", "");
    act(broken, "FAILED", "no disk");
    String empty = plan("empty");

    assertThat(run("plan", "watch", done).done().out().lines())
        .containsExactly(
            "plan %s well: 1 of 1 done".formatted(done), "plan %s is done".formatted(done));
    Result badly = run("plan", "watch", failed);
    assertThat(badly.code()).isEqualTo(1);
    assertThat(badly.out()).contains("ended: 0 of 2 done, 1 failed, 0 cancelled, 1 will not run");
    assertThat(run("plan", "watch", empty).error()).contains("has no tasks");
  }
}
