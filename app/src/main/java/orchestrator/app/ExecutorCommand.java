package orchestrator.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import orchestrator.executor.command.ExecutorOptions;
import orchestrator.executor.command.ExecutorSetup;
import orchestrator.executor.command.ReloadSignal;
import orchestrator.executor.local.LocalExecutor;
import orchestrator.executor.server.ExecutorServer;
import orchestrator.server.ProcessEnd;
import orchestrator.server.StartException;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs nodes of graphs for others. */
@Command(
    name = "executor",
    sortOptions = false,
    description = {
      "Run nodes of graphs for others over HTTPS until it is stopped (SIGTERM or SIGINT).",
      "It knows them by their certificates; orchestrator certificate makes some."
    })
final class ExecutorCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorCommand.class);

  /** What is stopped has half a second to end by itself, and then is killed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private ExecutorOptions options = new ExecutorOptions();

  /** The command as this process runs it. */
  static CommandLine commandLine() {
    return new CommandLine(new ExecutorCommand());
  }

  /** An executor with its server. */
  private record Running(LocalExecutor executor, ExecutorServer server) implements AutoCloseable {
    @Override
    public void close() {
      server.close();
      executor.close();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    ExecutorSetup setup = read();
    LogHooks.use(setup.log());
    setup.warnings().forEach(LOG::warn);
    ProcessEnd end = ProcessEnd.afterSignals(GRACE);
    Running running = end.start(() -> open(setup));
    if (!ReloadSignal.onSignal(() -> reload(setup, running.server()))) {
      LOG.info(
          "the JVM keeps the signal USR2 unless _JAVA_SR_SIGNUM is set, so it reloads nothing");
    }
    PrintWriter out = command.commandLine().getOut();
    out.println("orchestrator: executor allows " + engines(setup));
    out.println(
        "orchestrator: executor on "
            + (setup.server().tls().isPresent() ? "https " : "http ")
            + Endpoint.of(running.server().address()));
    out.flush();
    return end.await();
  }

  private ExecutorSetup read() {
    try {
      return options.read();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage());
    }
  }

  private static String engines(ExecutorSetup setup) {
    return String.join(", ", setup.executor().allowed().engines());
  }

  private static Running open(ExecutorSetup setup) {
    InetSocketAddress address = setup.server().address();
    LocalExecutor executor = new LocalExecutor(setup.executor());
    try {
      return new Running(executor, ExecutorServer.open(setup.server(), executor));
    } catch (IOException e) {
      executor.close();
      throw new StartException(
          "cannot listen on " + Endpoint.of(address) + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      executor.close();
      throw new StartException(e.getMessage(), e);
    }
  }

  /** Takes on addresses and certificates; what else has changed needs a restart. */
  private void reload(ExecutorSetup first, ExecutorServer server) {
    try {
      ExecutorSetup now = options.read();
      now.warnings().forEach(LOG::warn);
      if (!now.executor().allowed().engines().equals(first.executor().allowed().engines())) {
        LOG.warn(
            "the new address would allow {} in place of {}: that needs a restart",
            engines(now),
            engines(first));
        return;
      }
      server.change(now.server());
      // Only now: settings that are not taken on leave the log as it was, too.
      LogHooks.use(now.log());
      LOG.info("the settings were read again; executor on {}", Endpoint.of(server.address()));
    } catch (IOException | RuntimeException e) {
      LOG.warn("the settings were read again, and those before stay: {}", e.getMessage());
    }
  }
}
