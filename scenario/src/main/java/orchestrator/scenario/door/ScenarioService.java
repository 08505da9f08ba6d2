package orchestrator.scenario.door;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orchestrator.http.api.Problem;
import orchestrator.http.api.ProblemException;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.report.ReportException;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.report.ReportReader;
import orchestrator.scenario.report.ScenarioMetrics;
import orchestrator.scenario.report.page.ReportPage;
import orchestrator.scenario.run.Conductor;
import orchestrator.scenario.run.NodeRegistry;
import orchestrator.scenario.run.NodeState;
import orchestrator.scenario.run.RealTimeline;
import orchestrator.scenario.run.Reports;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.scenario.run.Timeline;

/** Runs scenarios for whoever comes to its doors, until it is closed. */
public final class ScenarioService implements AutoCloseable {
  /** Of a node's JSON. */
  private static final int MOST_BYTES = 1 << 20;

  private static final int MOST_CONNECTIONS = 1_000;

  /** WebSockets; each may hold a message of the largest size. */
  private static final int MOST_CONTROLLERS = 256;

  /** More, so that whoever asks what goes on, or stops it, always gets in. */
  private static final int MOST_AT_SETTINGS = MOST_CONTROLLERS + 64;

  private static final int MOST_NODES_TOLD = 1_000;

  private final Timeline timeline = new RealTimeline();
  private final NodeRegistry registry;
  private final Conductor conductor;
  private final ScenarioMetrics metrics;
  private final Reports reports;
  private final ScenarioSetup setup;
  private final ReportFolder folder;
  private final Port nodes;
  private final Port settings;

  private ScenarioService(
      DoorSettings doors, ScenarioSetup setup, ReportFolder folder, Proxies proxies)
      throws IOException {
    this.setup = setup;
    this.folder = folder;
    registry = new NodeRegistry(proxies, setup.limits().nodes(), timeline);
    metrics = new ScenarioMetrics(this::nodesByState, () -> conductor().running().isPresent());
    reports = new Reports(setup.proxy(), Optional.of(folder), metrics::counting);
    conductor = new Conductor(registry, timeline, setup.timing(), setup.patience(), reports);
    Access access = new Access(doors.token());
    nodes =
        port(
            "nodes",
            doors.nodes(),
            doors,
            MOST_BYTES,
            MOST_CONNECTIONS,
            new NodesService(registry, access));
    try {
      settings =
          port(
              "settings",
              doors.settings(),
              doors,
              doors.mostBytes(),
              MOST_AT_SETTINGS,
              new SettingsService(controllers(), new ServiceStatus(), access, doors.mostBytes())
                  .atEveryPath());
    } catch (IOException e) {
      nodes.close();
      throw e;
    }
  }

  private Conductor conductor() {
    return conductor;
  }

  private SortedMap<String, Long> nodesByState() {
    return registry.states().stream()
        .collect(Collectors.groupingBy(NodeState::state, TreeMap::new, Collectors.counting()));
  }

  private Controllers controllers() {
    return new Controllers(
        conductor,
        setup.limits(),
        MOST_CONTROLLERS,
        plan ->
            reports
                .take(plan.id())
                .map(totals -> totals.json(0))
                .orElseGet(JsonNodeFactory.instance::objectNode));
  }

  private static Port port(
      String what,
      InetSocketAddress address,
      DoorSettings doors,
      int mostBytes,
      int mostConnections,
      HttpService service)
      throws IOException {
    try {
      return Port.open(address, doors, mostBytes, mostConnections, service);
    } catch (IOException e) {
      throw new IOException(
          "the door for "
              + what
              + " cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Opens both doors; they serve when this returns.
   *
   * @param folder where reports are kept
   * @param proxies reach the nodes; closed with the service, also when it cannot be opened
   * @throws IOException when a door cannot be opened
   */
  public static ScenarioService open(
      DoorSettings doors, ScenarioSetup setup, ReportFolder folder, Proxies proxies)
      throws IOException {
    try {
      return new ScenarioService(doors, setup, folder, proxies);
    } catch (IOException | RuntimeException e) {
      proxies.close();
      throw e;
    }
  }

  /** Where nodes register, with the real port. */
  public InetSocketAddress nodesAddress() {
    return nodes.address();
  }

  /** Where controllers send settings, with the real port. */
  public InetSocketAddress settingsAddress() {
    return settings.address();
  }

  /** Stops what runs; its report says so. */
  @Override
  public void close() {
    nodes.close();
    settings.close();
    conductor.close();
    reports.close();
    registry.close();
    timeline.close();
  }

  private static String page(Path report) {
    try {
      return ReportPage.of(ReportReader.read(report));
    } catch (ReportException e) {
      throw new ProblemException(
          Problem.of(
              HttpStatus.UNPROCESSABLE_ENTITY, "the report cannot be shown: " + e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be read", e);
    }
  }

  private final class ServiceStatus implements StatusView {
    @Override
    public ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("proxy", setup.proxy());
      json.put("stage", Ascii.toLowerCase(conductor.stage().name()));
      json.put("running", conductor.running().isPresent());
      reports.run().ifPresent(run -> json.put("run", run));
      reports.totals().ifPresent(totals -> json.set("totals", totals.json(MOST_NODES_TOLD)));
      ArrayNode list = json.putArray("nodes");
      var states = registry.states();
      states.stream().limit(MOST_NODES_TOLD).forEach(node -> add(list, node));
      json.put("more_nodes", Math.max(0, states.size() - MOST_NODES_TOLD));
      registry.failures().forEach(json.putArray("failed_registrations")::add);
      return json;
    }

    private static void add(ArrayNode list, NodeState node) {
      list.addObject().put("node", node.label()).put("state", node.state());
    }

    @Override
    public void stop() {
      conductor.stop();
    }

    @Override
    public String metrics() {
      return metrics.text();
    }

    @Override
    public Optional<Path> lines(String run) {
      return folder.find(run);
    }

    @Override
    public Optional<String> page(String run) {
      return folder.find(run).map(ScenarioService::page);
    }
  }
}
