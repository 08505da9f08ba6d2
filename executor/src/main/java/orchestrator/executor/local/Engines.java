package orchestrator.executor.local;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.engine.Driver;
import orchestrator.executor.engine.NilDriver;
import orchestrator.executor.engine.ShellDriver;
import orchestrator.executor.engine.SleepDriver;
import orchestrator.executor.engine.Threads;
import orchestrator.executor.process.Processes;

/** Lists the engines that there are: a line each. */
final class Engines {
  private static final List<Function<Surroundings, Driver>> ALL =
      List.of(
          here -> new NilDriver(),
          here -> new SleepDriver(here.threads.timers(), Clock.systemUTC(), Engines::chance),
          here ->
              new ShellDriver(
                  here.processes, here.settings.allowed(), here.settings.places().runIn()));

  private Engines() {}

  private static int chance() {
    return ThreadLocalRandom.current().nextInt(1000);
  }

  /** All drivers by the names of their engines. */
  static Map<String, Driver> of(ExecutorSettings settings, Threads threads, Processes processes) {
    Surroundings here = new Surroundings(settings, threads, processes);
    Map<String, Driver> drivers = new TreeMap<>();
    ALL.stream()
        .map(make -> make.apply(here))
        .forEach(driver -> drivers.put(driver.engine(), driver));
    return drivers;
  }

  /** What a driver may use. */
  private record Surroundings(ExecutorSettings settings, Threads threads, Processes processes) {}
}
