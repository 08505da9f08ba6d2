package orchestrator.e2e.cli;

import java.io.IOException;
import java.nio.file.Path;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.BeforeEach;

/**
 * The command line as a process, beside a server of its own with a plan of three tasks in a row.
 */
abstract class OnServer extends OwnServer {
  ServerProcess server;
  Party one;

  @BeforeEach
  void aPlanOfThreeTasks() throws Exception {
    server = start(settings());
    one = newMember(server, ONE);
    one.register(function("function"));
    one.build(key("function"));
    one.register(plan("plan"));
    one.register(task("first"), child("second", "first"), child("third", "second"));
  }

  /** Runs a line of bash, in which {@code orchestrator} is the start script. */
  Script bash() {
    return new Script(Path.of("bash"), folder)
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("ORCHESTRATOR_CLIENT_SERVER", server.target())
        .with("XDG_CONFIG_HOME", folder.toString())
        .with("PATH", Script.ofThisProject().getParent() + ":" + System.getenv("PATH"));
  }

  /** Runs a line of bash whose output goes to a pipe. */
  Script.Result inPipe(String line) throws IOException, InterruptedException {
    return bash().run("-c", line);
  }

  /** Runs a command of the command line on a terminal of 60 columns. */
  static String[] onTerminal(String command) {
    return new String[] {
      "-c",
      "exec script -q -e -c 'stty cols 60 rows 40; exec orchestrator " + command + "' /dev/null"
    };
  }

  /** Lets a task run. */
  void finish(String name) {
    one.start(key(name));
    one.register(model("model of " + name, name));
    one.finish(key(name));
  }
}
