package orchestrator.app;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import orchestrator.scenario.command.ScenarioOptions;
import orchestrator.scenario.command.Tokens;
import orchestrator.scenario.door.DoorSettings;
import orchestrator.scenario.door.ScenarioService;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.server.ProcessEnd;
import orchestrator.server.StartException;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.LogLevel;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;
import orchestrator.server.logging.Logging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs scenarios for the nodes and controllers that come to its doors. */
@Command(
    name = "serve",
    description = {
      "Run scenarios for nodes that register and controllers that send settings, until it is"
          + " stopped (SIGTERM or SIGINT).",
      "Programs on this machine get in; others need the token."
    },
    footer = {"", "Example:", "  orchestrator scenario serve --proxy http --reports reports"})
final class ScenarioServeCommand implements Callable<Integer> {
  private static final Duration GRACE = Duration.ofSeconds(5);

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--nodes-listen",
      paramLabel = "HOST:PORT",
      defaultValue = ":60000",
      description = "Where nodes register by HTTP (default ${DEFAULT-VALUE}, on all addresses).")
  private String nodes = "";

  @Option(
      names = "--settings-listen",
      paramLabel = "HOST:PORT",
      defaultValue = ":21000",
      description =
          "Where controllers send settings by WebSocket (default ${DEFAULT-VALUE}, on all"
              + " addresses).")
  private String settings = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the token that callers from other machines send, as a bearer or as ?token=;"
              + " without it only this machine gets in.")
  private Optional<Path> token = Optional.empty();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "A certificate (PEM) for both doors.")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key (PEM).")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      defaultValue = "scenario-reports",
      description = "Where reports are kept (default ${DEFAULT-VALUE}).")
  private Path reports = Path.of("");

  @Mixin private ScenarioOptions options = new ScenarioOptions();

  @Override
  public Integer call() throws InterruptedException {
    Logging.from(LogLevel.INFO);
    ScenarioSetup setup = options.setup();
    DoorSettings doors =
        new DoorSettings(
            address("--nodes-listen", nodes),
            address("--settings-listen", settings),
            token.map(Tokens::read),
            identity(),
            DoorSettings.MOST_BYTES);
    ProcessEnd end = ProcessEnd.afterSignals(GRACE);
    ScenarioService service = end.start(() -> open(doors, setup));
    PrintWriter out = command.commandLine().getOut();
    String secure = doors.tls().isPresent() ? "s" : "";
    out.println(
        "orchestrator: nodes register at http"
            + secure
            + " "
            + Endpoint.of(service.nodesAddress()));
    out.println(
        "orchestrator: settings are sent to ws"
            + secure
            + " "
            + Endpoint.of(service.settingsAddress()));
    out.println("orchestrator: reports in " + reports);
    if (token.isEmpty()) {
      out.println("orchestrator: without --token-file only programs on this machine get in");
    }
    out.flush();
    return end.await();
  }

  private ScenarioService open(DoorSettings doors, ScenarioSetup setup) {
    ProxyTypes types = options.types();
    Proxies proxies = options.open(types, Map.of());
    try {
      return ScenarioService.open(doors, setup, folder(), proxies);
    } catch (IOException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private ReportFolder folder() {
    try {
      return ReportFolder.open(reports, ReportFolder.MOST);
    } catch (IOException e) {
      throw new StartException(
          "no reports can be kept in " + reports + ", which is no folder to write in", e);
    }
  }

  private Optional<DoorSettings.Identity> identity() {
    if (certificate.isPresent() != key.isPresent()) {
      throw new SettingsException("--tls-cert and --tls-key are given together");
    }
    return certificate.map(file -> identity(file, key.orElseThrow()));
  }

  private static DoorSettings.Identity identity(Path certificate, Path key) {
    List<X509Certificate> chain = SettingFile.file("--tls-cert", certificate).certificates();
    var unusedKey = SettingFile.file("--tls-key", key).keyOf(chain.get(0));
    return new DoorSettings.Identity(certificate, key);
  }

  private static InetSocketAddress address(String option, String text) {
    try {
      HostAndPort parsed = HostAndPort.fromString(text);
      if (!parsed.hasPort()) {
        throw new IllegalArgumentException();
      }
      InetSocketAddress address =
          parsed.getHost().isEmpty()
              ? new InetSocketAddress(parsed.getPort())
              : new InetSocketAddress(parsed.getHost(), parsed.getPort());
      if (address.isUnresolved()) {
        throw new SettingsException(option + ": the host " + parsed.getHost() + " is not known");
      }
      return address;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(option + " is HOST:PORT or :PORT, and is " + text);
    }
  }
}
