package orchestrator.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** The command line in a pipe. */
class PipeTest extends OnServer {
  @Test
  void aPlanIsWatchedToItsEndWithALineForEachChange() throws Exception {
    Script.Running watch =
        bash()
            .start(
                "-c", "orchestrator plan watch " + key("plan") + " | cat; exit ${PIPESTATUS[0]}");
    watch.awaitOutput("0 of 3 done");
    finish("first");
    finish("second");
    finish("third");

    Script.Result result = watch.end();
    assertThat(result.code()).isZero();
    assertThat(result.out().lines().map(line -> line.replaceFirst("^\\S+Z ", "")))
        .startsWith("plan " + key("plan") + " plan: 0 of 3 done")
        .containsSubsequence(
            "task " + key("first") + " executing (rank 0, MyOrg1MSP), 0 of 3 done",
            "task " + key("first") + " done (rank 0, MyOrg1MSP), 1 of 3 done",
            "task " + key("third") + " done (rank 2, MyOrg1MSP), 3 of 3 done")
        .endsWith("plan " + key("plan") + " is done");
    assertThat(result.out()).doesNotContain("\u001b");
  }

  @Test
  void aPlanThatFailsEndsItsWatchWithAnotherExitCodeAndTheReason() throws Exception {
    Script.Running watch = bash().start("-c", "exec orchestrator plan watch " + key("plan"));
    watch.awaitOutput("0 of 3 done");
    one.start(key("first"));
    one.register(taskFailure("first"));

    Script.Result result = watch.end();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains(
            "failed: error of the ", "ended: 0 of 3 done, 1 failed, 0 cancelled, 2 will not run");
    String again = inPipe("orchestrator plan resume " + key("plan") + " -o name").out().strip();
    assertThat(inPipe("orchestrator task list --plan " + again + " -o name").out()).hasLineCount(3);
  }

  @Test
  void anEventStreamEndsWithWhoeverReadsIt() throws Exception {
    Script.Running tail =
        bash().start("-c", "orchestrator event tail --since '' --kind task -o json | head -n 2");
    tail.awaitOutput("\n");
    // The next event tells the writer that nobody reads any more.
    finish("first");

    Script.Result result = tail.end();
    assertThat(result.error()).isEmpty();
    assertThat(result.out().lines())
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(
                        JsonParser.parseString(line)
                            .getAsJsonObject()
                            .get("assetKind")
                            .getAsString())
                    .isEqualTo("ASSET_COMPUTE_TASK"));
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() throws Exception {
    Script.Result full = inPipe("orchestrator plan list > /dev/full");

    assertThat(full.code()).isEqualTo(1);
    assertThat(full.error())
        .isEqualTo("orchestrator: standard output cannot be written: No space left on device\n");
  }

  @Test
  void jsonIsUtf8InAnyLocale() throws Exception {
    one.renamePlan(key("plan"), "Köln 東京");

    Script.Result result =
        bash().with("LC_ALL", "C").run("-c", "orchestrator plan list -o json | cat");

    assertThat(result.error()).isEmpty();
    assertThat(JsonParser.parseString(result.out()).getAsJsonObject().get("name").getAsString())
        .isEqualTo("Köln 東京");
  }

  @Test
  void bashCompletesCommandsAndKeys() throws Exception {
    String plan = key("plan");
    Script.Result result =
        inPipe(
            """
            source <(orchestrator completion bash)
            complete -p orchestrator
            COMP_WORDS=(orchestrator plan wa); COMP_CWORD=2; _orchestrator; echo "${COMPREPLY[@]}"
            COMP_WORDS=(orchestrator plan watch %s); COMP_CWORD=3; _orchestrator; echo "${COMPREPLY[@]}"
            COMP_WORDS=(orchestrator task list --plan ""); COMP_CWORD=4; _orchestrator; echo "${COMPREPLY[@]}"
            """
                .formatted(plan.substring(0, 6)));

    assertThat(result.error()).isEmpty();
    assertThat(result.out().lines())
        .containsExactly("complete -o default -F _orchestrator orchestrator", "watch", plan, plan);
  }

  @Test
  void whatGoesWrongIsOneLineAndAnExitCode() throws Exception {
    Script.Result missing = inPipe("orchestrator plan show 00000000-0000-4000-8000-000000000000");
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.error()).startsWith("orchestrator: ").hasLineCount(1);

    server.kill();
    Script.Result away = inPipe("orchestrator plan list");
    assertThat(away.code()).isEqualTo(6);
    assertThat(away.error())
        .startsWith("orchestrator: the server cannot be reached: ")
        .hasLineCount(1);
    assertThat(away.out()).isEmpty();
  }
}
