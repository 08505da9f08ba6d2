package orchestrator.server;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import orchestrator.server.config.ServeOptions;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.Settings;
import orchestrator.server.config.SettingsReader;
import orchestrator.server.config.UnusedSettings;
import orchestrator.server.http.HttpPort;
import orchestrator.server.logging.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a server until the process is told to end. */
@Command(
    name = "serve",
    description = "Run a server until it is stopped (SIGTERM or SIGINT).",
    footer = {
      "",
      "Each setting is a flag or a variable; a flag counts more. An empty variable counts as not given."
    })
public final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final Map<String, String> environment;
  private final HttpPort.Opener port;
  @Spec private CommandSpec command = CommandSpec.create();

  private ServeCommand(Map<String, String> environment, HttpPort.Opener port) {
    this.environment = environment;
    this.port = port;
  }

  /**
   * Makes the command, with an option for each setting; it reads variables from the environment.
   *
   * @param port opens the HTTP port
   */
  public static CommandLine commandLine(Map<String, String> environment, HttpPort.Opener port) {
    CommandLine serve = new CommandLine(new ServeCommand(environment, port));
    ServeOptions.addTo(serve.getCommandSpec());
    return serve;
  }

  @Override
  public Integer call() throws InterruptedException {
    SettingSource source = ServeOptions.source(command.commandLine().getParseResult(), environment);
    Settings settings = SettingsReader.read(source);
    Logging.from(settings.observation().logLevel());
    UnusedSettings.of(source).forEach(LOG::warn);
    ProcessEnd end = ProcessEnd.afterSignals(settings.timing().shutdownGrace());
    Orchestrator server = end.start(() -> Orchestrator.start(settings, port));
    announce(settings, server);
    return end.await();
  }

  /** Programs that start a server read these lines: they stand for a server that serves. */
  private void announce(Settings settings, Orchestrator server) {
    PrintWriter out = command.commandLine().getOut();
    out.println("orchestrator: version " + Version.current().text());
    out.println("orchestrator: " + settings.storage().inWords());
    out.println("orchestrator: grpc on " + server.grpcAddress());
    out.println("orchestrator: http on " + server.httpAddress());
    out.flush();
  }
}
