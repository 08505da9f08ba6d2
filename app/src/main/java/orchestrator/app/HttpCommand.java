package orchestrator.app;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.TlsOptions;
import orchestrator.http.DoorSettings;
import orchestrator.http.Page;
import orchestrator.server.ProcessEnd;
import orchestrator.server.StartException;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.HttpReader;
import orchestrator.server.config.HttpReader.DoorAlone;
import orchestrator.server.config.HttpSettings;
import orchestrator.server.config.ServeOptions;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;
import orchestrator.server.logging.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the door before a server of the API that is elsewhere. */
@Command(
    name = "http",
    description = "Serve the API of a server over HTTP until it is stopped (SIGTERM or SIGINT).")
final class HttpCommand implements Callable<Integer> {
  private static final long SECONDS_TO_ASK = 3;

  private final Map<String, String> environment;
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9000",
      description = "The server's gRPC address (default ${DEFAULT-VALUE}).")
  private String server = "";

  @Mixin private TlsOptions tls = new TlsOptions();

  private HttpCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Makes the command; it reads variables from the environment. */
  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine http = new CommandLine(new HttpCommand(environment));
    ServeOptions.addTo(http.getCommandSpec(), HttpReader.OF_A_DOOR_ALONE);
    ServeOptions.addTo(http.getCommandSpec(), GraphOptions.ALL);
    ServeOptions.addTo(http.getCommandSpec(), LearningOptions.ALL);
    ServeOptions.addTo(http.getCommandSpec(), ScenarioForwardOptions.ALL);
    return http;
  }

  @Override
  public Integer call() throws InterruptedException {
    tls.fault()
        .ifPresent(
            fault -> {
              throw new SettingsException(fault);
            });
    SettingSource source = ServeOptions.source(command.commandLine().getParseResult(), environment);
    DoorAlone settings = HttpReader.readAlone(source);
    GraphSettings graphs = GraphOptions.settings(source);
    LearningJobSettings learning = LearningOptions.settings(source);
    ScenarioForwardSettings scenarios = ScenarioForwardOptions.settings(source);
    Logging.from(settings.logLevel());
    ProcessEnd end = ProcessEnd.afterSignals(settings.grace());
    ManagedChannel api = channel();
    DoorPort door = end.start(() -> open(settings, graphs, learning, scenarios, api));
    PrintWriter out = command.commandLine().getOut();
    out.println("orchestrator: door to " + server);
    out.println("orchestrator: http on " + Endpoint.of(door.address()));
    out.flush();
    return end.await();
  }

  private ManagedChannel channel() {
    return tls.applyTo(OrchestratorClient.builder(server), "door").connection();
  }

  private static DoorPort open(
      DoorAlone settings,
      GraphSettings graphs,
      LearningJobSettings learning,
      ScenarioForwardSettings scenarios,
      ManagedChannel api) {
    InetSocketAddress address = settings.listen().address();
    if (address.isUnresolved()) {
      throw new StartException("cannot listen on " + settings.listen() + ": the host is not known");
    }
    HttpSettings http = settings.http();
    if (http.accounts().isEmpty() && !address.getAddress().isLoopbackAddress()) {
      throw new SettingsException(
          "--http-listen "
              + settings.listen()
              + " is beyond loopback, where a door needs --accounts");
    }
    DoorSettings.Access access =
        http.accounts()
            .<DoorSettings.Access>map(file -> new DoorSettings.ByAccount(file.path()))
            .orElseGet(() -> new DoorSettings.ByName(Map.of()));
    try {
      return DoorPort.open(
          port ->
              new DoorSettings(
                  port,
                  access,
                  ServerDoor.tls(http),
                  http.hosts(),
                  http.corsOrigins(),
                  Map.of(
                      "/healthz", accept -> text(200, "ok"), "/readyz", accept -> readiness(api)),
                  settings.messageBytes(),
                  http.connections(),
                  settings.reload(),
                  settings.grace()),
          address,
          api,
          onLoopback ->
              new Jobs(
                  GraphJob.of(graphs, api, onLoopback),
                  LearningJob.of(learning, api),
                  scenarios.open()),
          graphs.listen());
    } catch (IOException e) {
      throw new StartException("cannot listen on " + settings.listen() + ": " + e.getMessage(), e);
    }
  }

  /** A server without a health service is ready when it answers at all. */
  private static Page readiness(ManagedChannel api) {
    try {
      ServingStatus status =
          HealthGrpc.newBlockingStub(api)
              .withDeadlineAfter(SECONDS_TO_ASK, TimeUnit.SECONDS)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus();
      return status == ServingStatus.SERVING
          ? text(200, "ready")
          : text(503, "not ready: the server is " + status);
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          ? text(200, "ready")
          : text(503, "not ready: the server cannot be reached");
    }
  }

  private static Page text(int status, String text) {
    return new Page(status, "text/plain; charset=utf-8", text + "\n");
  }
}
