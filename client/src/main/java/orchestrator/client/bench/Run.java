package orchestrator.client.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import orchestrator.client.OrchestratorClient;

/** Runs one measurement: prepares, warms up, measures, ends. */
final class Run {
  private final TargetOptions target;
  private final BenchCommand.Load load;
  private final Optional<ServerProcessor> processor;
  private final Measurements measurements = new Measurements();

  Run(TargetOptions target, BenchCommand.Load load) {
    this.target = target;
    this.load = load;
    this.processor = target.metrics().map(ServerProcessor::new);
  }

  /**
   * Prepares, warms up, measures, and ends.
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
      OptionalDouble before = processorSeconds();
      long start = System.nanoTime();
      measurements.open(true);
      TimeUnit.SECONDS.sleep(load.duration());
      measurements.open(false);
      double seconds = (System.nanoTime() - start) / 1e9;
      OptionalDouble after = processorSeconds();
      Map<String, Double> figures = new LinkedHashMap<>(workload.figures());
      if (before.isPresent() && after.isPresent()) {
        figures.put(
            "server's microseconds a call",
            (after.getAsDouble() - before.getAsDouble()) * 1e6 / Math.max(1, answered()));
      }
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

  private OptionalDouble processorSeconds() throws InterruptedException {
    return processor.isPresent() ? processor.get().seconds() : OptionalDouble.empty();
  }

  private long answered() {
    return measurements.calls().stream().mapToLong(Measurements.Row::count).sum();
  }
}
