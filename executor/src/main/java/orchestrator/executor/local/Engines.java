package orchestrator.executor.local;

import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.engine.ContainerDriver;
import orchestrator.executor.engine.Driver;
import orchestrator.executor.engine.HttpDriver;
import orchestrator.executor.engine.NilDriver;
import orchestrator.executor.engine.ShellDriver;
import orchestrator.executor.engine.SleepDriver;
import orchestrator.executor.engine.Threads;
import orchestrator.executor.process.Processes;
import orchestrator.executor.ssh.SshDriver;

/**
 * Lists the engines that there are: a line each.
 *
 * @param settings of the executor
 * @param threads of the executor
 * @param processes of the executor
 */
record Engines(ExecutorSettings settings, Threads threads, Processes processes) {
  private static final Map<String, Function<Engines, Driver>> MAKERS =
      Map.of(
          "nil", Engines::nil,
          "sleep", Engines::sleep,
          "shell", Engines::shell,
          "ssh", here -> SshDriver.ssh(here.threads, here.settings.places(), here.logBytes()),
          "toscassh",
              here -> SshDriver.tosca(here.threads, here.settings.places(), here.logBytes()),
          "http", Engines::http,
          "container", Engines::container);

  /** The names of all. */
  static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(new TreeSet<>(MAKERS.keySet()));

  /** All drivers by the names of their engines. */
  Map<String, Driver> drivers() {
    Map<String, Driver> drivers = new TreeMap<>();
    MAKERS.forEach((name, maker) -> drivers.put(name, maker.apply(this)));
    return drivers;
  }

  private static Driver nil(Engines here) {
    return new NilDriver();
  }

  private static Driver sleep(Engines here) {
    return new SleepDriver(
        here.threads.timers(), Clock.systemUTC(), () -> ThreadLocalRandom.current().nextInt(1000));
  }

  private static Driver shell(Engines here) {
    return new ShellDriver(here.processes, here.settings.allowed(), here.settings.places().runIn());
  }

  private static Driver http(Engines here) {
    return new HttpDriver(
        here.threads.timers(),
        here.threads.blocking(),
        here.settings.allowed().httpHosts(),
        here.logBytes());
  }

  private static Driver container(Engines here) {
    return new ContainerDriver(here.processes, here.threads.blocking(), here.settings.allowed());
  }

  private int logBytes() {
    return settings.limits().logBytes();
  }
}
