package orchestrator.executor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes works for tests: {@code Works.of("shell", "sh", "-c", "…").wants("key").work()}. */
public final class Works {
  private Work work;

  private Works(Work work) {
    this.work = work;
  }

  public static Works of(String engine, String artifact, String... arguments) {
    return new Works(
        new Work(
            "",
            0,
            "some node",
            "",
            engine,
            artifact,
            List.of(arguments),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "",
            0));
  }

  public static Works script(String text) {
    return of("shell", "sh", "-c", text);
  }

  public Work work() {
    return work;
  }

  public Works wants(String... outputs) {
    Map<String, String> wanted = new TreeMap<>();
    for (String output : outputs) {
      wanted.put(output, "");
    }
    return with(work.attempt(), work.target(), wanted, work.environment(), work.timeout());
  }

  public Works attempt(String attempt) {
    return with(attempt, work.target(), work.outputs(), work.environment(), work.timeout());
  }

  public Works target(String target) {
    return with(work.attempt(), target, work.outputs(), work.environment(), work.timeout());
  }

  public Works variables(Map<String, String> environment) {
    return with(work.attempt(), work.target(), work.outputs(), environment, work.timeout());
  }

  public Works within(Duration time) {
    return with(
        work.attempt(), work.target(), work.outputs(), work.environment(), Optional.of(time));
  }

  public Works graph(String graph, int priority) {
    work =
        new Work(
            work.attempt(),
            work.id(),
            work.name(),
            work.target(),
            work.engine(),
            work.artifact(),
            work.arguments(),
            work.outputs(),
            work.environment(),
            work.timeout(),
            graph,
            priority);
    return this;
  }

  public Works named(String name) {
    work =
        new Work(
            work.attempt(),
            work.id(),
            name,
            work.target(),
            work.engine(),
            work.artifact(),
            work.arguments(),
            work.outputs(),
            work.environment(),
            work.timeout(),
            work.graph(),
            work.priority());
    return this;
  }

  private Works with(
      String attempt,
      String target,
      Map<String, String> outputs,
      Map<String, String> environment,
      Optional<Duration> timeout) {
    work =
        new Work(
            attempt,
            work.id(),
            work.name(),
            target,
            work.engine(),
            work.artifact(),
            work.arguments(),
            outputs,
            environment,
            timeout,
            work.graph(),
            work.priority());
    return this;
  }
}
