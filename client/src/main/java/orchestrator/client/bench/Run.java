package orchestrator.client.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orchestrator.client.OrchestratorClient;

/** Runs one measurement: prepares, warms up, measures, ends. */
final class Run {
  private final TargetOptions target;
  private final BenchCommand.Load load;
  private final Measurements measurements = new Measurements();

  Run(TargetOptions target, BenchCommand.Load load) {
    this.target = target;
    this.load = load;
  }

  /**
   * Measures.
   *
   * @throws orchestrator.client.OrchestratorException when what the run needs cannot be registered
   */
  Report measure() throws InterruptedException {
    Caller caller = new Caller(measurements);
    Workload workload =
        switch (load.workload()) {
          case write -> new WriteWorkload(caller);
          case read -> new ReadWorkload(caller);
          case plan -> new PlanWorkload(caller, measurements, load.tasks());
          case events -> new EventsWorkload(caller, measurements, load.subscribers());
        };
    List<OrchestratorClient> connections = new ArrayList<>();
    try {
      for (int connection = 0; connection < load.connections(); connection++) {
        connections.add(target.connect());
      }
      workload.prepare(connections.get(0));
      workload.begin(connections);
      for (int client = 0; client < load.clients(); client++) {
        workload.start(connections.get(client % connections.size()));
      }
      TimeUnit.SECONDS.sleep(load.warmup());
      long start = System.nanoTime();
      measurements.open(true);
      TimeUnit.SECONDS.sleep(load.duration());
      measurements.open(false);
      double seconds = (System.nanoTime() - start) / 1e9;
      Map<String, Double> figures = workload.figures();
      return new Report(
          load.workload().name(),
          target.target(),
          load.clients(),
          connections.size(),
          seconds,
          measurements.calls(),
          measurements.observations(),
          measurements.errors(),
          figures);
    } finally {
      caller.stop();
      connections.forEach(OrchestratorClient::abort);
    }
  }
}
