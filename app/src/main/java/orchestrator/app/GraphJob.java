package orchestrator.app;

import io.grpc.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.NodeExecutor;
import orchestrator.executor.local.LocalExecutor;
import orchestrator.executor.remote.RemoteExecutor;
import orchestrator.graph.http.GraphServices;
import orchestrator.graph.run.Runner;
import orchestrator.graph.run.RunnerSettings;
import orchestrator.http.DoorServices;
import orchestrator.server.StartException;
import orchestrator.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs graphs in a server's process. Its runner starts when the API answers it, which a server that
 * waits for another machine does only then.
 */
final class GraphJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GraphJob.class);

  /** How long an executor may be out of reach before its nodes are tried elsewhere. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How often executors are asked whether they are there. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final GraphSettings settings;
  private final boolean onLoopback;
  private final OrchestratorClient client;
  private final GraphServices services;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<Runner> runner = Optional.empty();

  private GraphJob(GraphSettings settings, Channel api, boolean onLoopback) {
    this.settings = settings;
    this.onLoopback = onLoopback;
    client =
        OrchestratorClient.builder("this process")
            .over(api)
            .organization(settings.organization())
            .channel(settings.channel())
            .build();
    services =
        new GraphServices(
            new DoorServices.Identity(settings.organization(), settings.channel()), () -> runner);
  }

  /**
   * The job that a server's settings ask for.
   *
   * @param onLoopback whether only this machine can reach the doors
   */
  static Optional<GraphJob> of(Settings settings, Channel api, boolean onLoopback) {
    Optional<GraphSettings> graphs =
        settings.job(GraphSettings.class).filter(GraphSettings::enabled);
    graphs
        .filter(it -> !settings.channels().isOpen(it.channel(), it.organization()))
        .ifPresent(
            it -> {
              throw new StartException(
                  "--graph-organization %s is not in --graph-channel %s"
                      .formatted(it.organization(), it.channel()));
            });
    return graphs.flatMap(it -> of(it, api, onLoopback));
  }

  /** The job that the settings of a door ask for. */
  static Optional<GraphJob> of(GraphSettings settings, Channel api, boolean onLoopback) {
    return Optional.of(settings)
        .filter(GraphSettings::enabled)
        .map(it -> new GraphJob(it, api, onLoopback));
  }

  GraphServices services() {
    return services;
  }

  /**
   * Starts the runner as soon as the API answers.
   *
   * @param door that serves the artefacts
   * @param tls whether by https
   */
  void start(InetSocketAddress door, boolean tls) {
    URI address = settings.address().orElseGet(() -> address(door, tls));
    Thread thread = new Thread(() -> start(address), "graph-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static URI address(InetSocketAddress door, boolean tls) {
    String host = door.getAddress().getHostAddress();
    return URI.create(
        (tls ? "https://" : "http://")
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + door.getPort());
  }

  private void start(URI door) {
    for (int failures = 0; closing.getCount() > 0; failures++) {
      try {
        Runner started =
            Runner.start(
                client,
                new RunnerSettings(
                    settings.folder(),
                    door,
                    settings.parallel(),
                    settings.timeout(),
                    settings.nodeTimeout(),
                    true,
                    settings.fetching()),
                executor("here", new TreeSet<>(List.of("nil", "sleep"))),
                elsewhere());
        runner = Optional.of(started);
        if (closing.getCount() == 0) {
          started.close();
        }
        return;
      } catch (OrchestratorException e) {
        LOG.info("graphs wait for the API: {}", e.getMessage());
      } catch (IOException | IllegalArgumentException e) {
        LOG.error("graphs cannot be run: {}", e.getMessage());
        return;
      }
      try {
        closing.await(Backoff.DEFAULT.delay(failures).toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Several share what runs at the same time, since any may get it all. */
  private List<NodeExecutor> elsewhere() {
    if (settings.executors().isEmpty()) {
      return List.of(executor("self", engines()));
    }
    List<NodeExecutor> executors = new ArrayList<>();
    settings
        .executors()
        .forEach(
            it ->
                executors.add(
                    new RemoteExecutor(
                        it.with(settings.parallel(), settings.parallel()).with(PATIENCE, LOOK))));
    return executors;
  }

  private SortedSet<String> engines() {
    if (!settings.engines().isEmpty()) {
      return new TreeSet<>(settings.engines());
    }
    SortedSet<String> usual = new TreeSet<>(List.of("nil", "sleep"));
    if (onLoopback) {
      usual.add("shell");
    }
    return usual;
  }

  private LocalExecutor executor(String name, SortedSet<String> engines) {
    ExecutorSettings.Limits limits =
        ExecutorSettings.Limits.DEFAULT.with(settings.parallel(), settings.parallel());
    return new LocalExecutor(
        ExecutorSettings.DEFAULT
            .named(name)
            .with(limits)
            .with(ExecutorSettings.Allowed.engines(engines.toArray(String[]::new))));
  }

  @Override
  public void close() {
    closing.countDown();
    runner.ifPresent(Runner::close);
    client.close();
  }
}
