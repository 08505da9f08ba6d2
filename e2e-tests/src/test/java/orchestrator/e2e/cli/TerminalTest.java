package orchestrator.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import orchestrator.e2e.harness.Signals;
import org.junit.jupiter.api.Test;

/** The command line on a pseudo-terminal, which util-linux's {@code script} makes. */
class TerminalTest extends OnServer {
  private static final String STYLE = "\u001b\\[[0-9;?]*[a-zA-Z]";

  @Test
  void aTableFitsTheTerminalAndHasColoursUnlessNoColorIsSet() throws Exception {
    one.renamePlan(
        key("plan"), "a name that is much longer than a terminal of sixty columns has room for");

    Script.Result coloured = bash().run(onTerminal("task list"));
    assertThat(coloured.out())
        .containsPattern("\u001b\\[1mKEY ")
        .contains("waitin", key("first").substring(0, 8) + "  ");
    assertThat(plain(coloured.out()).lines()).hasSize(4).allMatch(line -> line.length() <= 60);

    Script.Result plain = bash().with("NO_COLOR", "1").run(onTerminal("plan list"));
    assertThat(plain.out()).contains(key("plan").substring(0, 8)).doesNotContain("\u001b");
    assertThat(plain.out().lines()).hasSize(2).allMatch(line -> line.length() <= 60);
  }

  @Test
  void aPlanIsDrawnWhileItGoesOnAndTheTerminalIsLeftAsItWas() throws Exception {
    Signals.assumeIsNotIgnored("INT");
    Script.Running watch =
        bash()
            .with("LC_ALL", "C.UTF-8")
            .start(onTerminal("plan watch " + key("plan").substring(0, 8)));
    watch.awaitOutput("0 of 3 done");
    one.start(key("first"));
    watch.awaitOutput("executing " + key("first").substring(0, 8));
    one.register(model("model", "first"));
    one.finish(key("first"));
    watch.awaitOutput("1 of 3 done");
    finish("second");
    finish("third");

    Script.Result result = watch.end();
    assertThat(result.code()).isZero();
    assertThat(plain(result.out()))
        .containsPattern("executing +█+░+ 1\\R")
        .containsPattern("rank 0 +█+ 1 of 1\\R")
        .containsPattern("rate +[▁▂▃▄▅▆▇█]+ 3 done in the last minute\\R")
        .containsPattern("executing [0-9a-f]{8} +function at MyOrg1MSP for \\d+ s\\R");
    assertThat(result.out()).endsWith("\u001b[?7h\u001b[?25hplan " + key("plan") + " is done\r\n");
  }

  @Test
  void aWatchThatIsInterruptedLeavesTheTerminalAsItWas() throws Exception {
    Signals.assumeIsNotIgnored("INT");
    Script.Running watch = bash().start(onTerminal("plan watch " + key("plan")));
    watch.awaitOutput("0 of 3 done");
    OutputStream keyboard = watch.process().getOutputStream();
    keyboard.write(3);
    keyboard.flush();

    Script.Result result = watch.end();
    assertThat(result.code()).isEqualTo(130);
    assertThat(result.out().stripTrailing()).endsWith("\u001b[?7h\u001b[?25h");
  }

  private static String plain(String text) {
    return text.replaceAll(STYLE, "");
  }
}
