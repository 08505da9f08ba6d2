package orchestrator.scenario.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.report.Totals;
import orchestrator.scenario.settings.ScenarioSettings;

/** Runs settings once, with nodes of this process's choice. */
public final class LocalScenario implements AutoCloseable {
  private final Timeline timeline = new RealTimeline();
  private final NodeRegistry registry;
  private final Reports reports;
  private final Conductor conductor;
  private final CompletableFuture<String> end = new CompletableFuture<>();

  /**
   * Runs nothing yet.
   *
   * @param folder where the report is kept; empty for nowhere
   * @param proxies reach the nodes; closed with it
   */
  public LocalScenario(ScenarioSetup setup, Optional<ReportFolder> folder, Proxies proxies) {
    registry = new NodeRegistry(proxies, setup.limits().nodes(), timeline);
    reports = new Reports(setup.proxy(), folder, UnaryOperator.identity());
    conductor = new Conductor(registry, timeline, setup.timing(), setup.patience(), reports);
  }

  /**
   * Registers nodes, and waits until all are connected.
   *
   * @throws NodesException when one of them cannot be
   */
  public void register(List<JsonNode> nodes) throws NodesException {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    try {
      for (JsonNode node : nodes) {
        all.add(registry.register(node).toCompletableFuture());
      }
    } catch (TooManyNodesException e) {
      throw new NodesException(e.getMessage());
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    List<String> failures = registry.failures();
    if (!failures.isEmpty()) {
      throw new NodesException(failures.get(0));
    }
    int apart = registry.nodes().size();
    if (apart < nodes.size()) {
      throw new NodesException(
          "of "
              + nodes.size()
              + " nodes only "
              + apart
              + " differ; each needs a name or an address of its own");
    }
  }

  /** Starts the settings. */
  public void start(ScenarioSettings settings) {
    conductor.submit(
        settings,
        new Conductor.Listener() {
          @Override
          public void superseded() {
            end.complete("stopped");
          }

          @Override
          public void waiting(int living, int wanted) {
            if (registry.nodes().size() >= wanted) {
              end.completeExceptionally(new NodesException(tooFew(wanted - living)));
            }
          }

          @Override
          public void started(RunPlan plan) {}

          @Override
          public void ended(RunPlan plan, String how) {
            end.complete(how);
          }

          @Override
          public void failed(String why) {
            end.completeExceptionally(new NodesException(why));
          }
        });
  }

  private String tooFew(int missing) {
    String first =
        registry.obituaries().stream().findFirst().orElse(missing + " nodes do not live yet");
    String others = missing == 2 ? "; nor does another" : "; nor do " + (missing - 1) + " others";
    return missing > 1 ? first + others : first;
  }

  /**
   * Waits for the end.
   *
   * @return how it ended; empty when it has not within the time
   * @throws NodesException when it could not be run
   */
  public Optional<String> await(long millis) throws NodesException, InterruptedException {
    try {
      return Optional.of(end.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new NodesException(String.valueOf(e.getCause().getMessage()));
    }
  }

  /** Stops it; it ends when what is under way has ended, or is not waited for any more. */
  public void stop() {
    conductor.stop();
  }

  /** What it has come to; empty before it has started. */
  public Optional<Totals> totals() {
    return reports.totals();
  }

  /** What the run is called; empty before it has started. */
  public Optional<String> run() {
    return reports.run();
  }

  /** Stops what runs; its report says so. */
  @Override
  public void close() {
    conductor.close();
    reports.close();
    registry.close();
    timeline.close();
  }
}
