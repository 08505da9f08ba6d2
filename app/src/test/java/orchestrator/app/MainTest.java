package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import orchestrator.server.StartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter error = new StringWriter();

  private int run(Map<String, String> environment, String... arguments) {
    CommandLine command = Main.commandLine(environment);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(error, true));
    return command.execute(Main.withCommand(arguments));
  }

  @Test
  void theVersionIsTheOneOfTheBuild() {
    assertThat(run(Map.of(), "version")).isZero();
    assertThat(out.toString()).matches("\\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(error.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"account -V", "account list --version", "bench -V", "demo -V"})
  void whoHasTheOptionTellsTheVersionToo(String arguments) {
    assertThat(run(Map.of(), arguments.split(" "))).isZero();
    assertThat(out.toString()).matches("\\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void filesOfGraphsNeedNoServer() {
    assertThat(run(Map.of(), "graph", "convert", "../docs/none.dot")).isOne();
    assertThat(error.toString()).isEqualTo("orchestrator: there is no file ../docs/none.dot\n");
    assertThat(run(Map.of(), "tosca2gorch")).isZero();
    assertThat(out.toString()).contains("Usage: orchestrator tosca2gorch");
  }

  @Test
  void withoutACommandItServes() {
    assertThat(Main.withCommand(new String[] {})).containsExactly("serve");
    assertThat(Main.withCommand(new String[] {"--data", "x"}))
        .containsExactly("serve", "--data", "x");
    assertThat(Main.withCommand(new String[] {"version"})).containsExactly("version");
    assertThat(Main.withCommand(new String[] {"--help"})).containsExactly("--help");
  }

  @Test
  void helpListsTheCommandsAndTheirSettings() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(run(Map.of(), "serve", "--help")).isZero();
    assertThat(out.toString())
        .contains("serve", "demo", "bench", "version", "--listen", "ORCHESTRATOR_LISTEN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --lisen 127.0.0.1:0    | unknown option --lisen; did you mean --listen?
          --colour=secret        | unknown option --colour; orchestrator serve --help tells
          serve --listen         | '--listen'
          serve --listen x       | --listen must be HOST:PORT, not "x"
          serve --mode=solo      | --mode must be embedded, couchdb or ledger, not "solo"
          serve --data a --data b| '--data'
          serve now              | unknown argument now; orchestrator serve --help tells
          sevre                  | unknown argument sevre; did you mean serve?
          scenario serve --nodes-listen 9 | --nodes-listen is HOST:PORT or :PORT, and is 9
          scenario serve --nodes-listen 999.1.1.1:1 | --nodes-listen: the host 999.1.1.1 is not
          scenario serve --tls-cert pom.xml | --tls-cert and --tls-key are given together
          scenario serve --tls-cert pom.xml --tls-key pom.xml | --tls-cert pom.xml: it has no PEM
          """)
  void aWrongArgumentIsNamedInOneLineAndTheExitCodeIsTwo(String arguments, String named) {
    assertThat(run(Map.of(), arguments.split(" "))).isEqualTo(2);
    assertThat(error.toString().lines())
        .singleElement()
        .asString()
        .startsWith("orchestrator: ")
        .contains(named);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aVariableThatIsNoSettingStopsTheStart() {
    assertThat(run(Map.of("ORCHESTRATOR_PORT", "9000"))).isEqualTo(2);
    assertThat(error.toString())
        .startsWith("orchestrator: ORCHESTRATOR_PORT is not a setting; ")
        .hasLineCount(1);
  }

  @Test
  void variablesOfAServerDoNotConcernOtherCommands() {
    assertThat(run(Map.of("ORCHESTRATOR_PORT", "9000"), "version")).isZero();
  }

  @Test
  void variablesOfTheCommandLineDoNotConcernAServer() {
    assertThat(run(Map.of("ORCHESTRATOR_CLIENT_SERVER", "h:1"), "serve", "--listen", "x"))
        .isEqualTo(2);
    assertThat(error.toString()).startsWith("orchestrator: --listen must be ");
  }

  @Test
  void aStartThatFailsSaysWhyInOneLineAndTheExitCodeIsOne() {
    CommandLine command = Failures.handledBy(new CommandLine(new FailingStart()));
    command.setErr(new PrintWriter(error, true));

    assertThat(command.execute()).isEqualTo(1);
    assertThat(error.toString()).isEqualToNormalizingNewlines("orchestrator: the port is in use\n");
  }

  @CommandLine.Command(name = "failing")
  private static final class FailingStart implements Runnable {
    @Override
    public void run() {
      throw new StartException("the port\nis in use");
    }
  }
}
