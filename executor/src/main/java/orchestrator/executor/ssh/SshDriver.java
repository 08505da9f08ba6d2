package orchestrator.executor.ssh;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings.Places;
import orchestrator.executor.Run;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.engine.Driver;
import orchestrator.executor.engine.Threads;
import orchestrator.executor.engine.Variables;
import orchestrator.executor.process.OutputLines;

/**
 * Logs in at the target. As {@code ssh} it gives artifact and arguments, joined by blanks, to the
 * login shell on a terminal; as {@code toscassh} it runs the artifact, a file there, with the
 * arguments as variables.
 */
public final class SshDriver implements Driver {
  private final boolean tosca;
  private final Threads threads;
  private final SshHosts hosts;
  private final SshSessions sessions;
  private final int logBytes;

  private SshDriver(boolean tosca, Threads threads, Places places, int logBytes) {
    this.tosca = tosca;
    this.threads = threads;
    this.logBytes = logBytes;
    hosts = new SshHosts(places.hosts());
    sessions =
        new SshSessions(
            places.knownHosts(),
            Optional.ofNullable(places.environment().get("SSH_AUTH_SOCK"))
                .filter(path -> !path.isEmpty())
                .map(Path::of));
  }

  /** The engine {@code ssh}. */
  public static Driver ssh(Threads threads, Places places, int logBytes) {
    return new SshDriver(false, threads, places, logBytes);
  }

  /** The engine {@code toscassh}. */
  public static Driver tosca(Threads threads, Places places, int logBytes) {
    return new SshDriver(true, threads, places, logBytes);
  }

  @Override
  public String engine() {
    return tosca ? "toscassh" : "ssh";
  }

  @Override
  public Execution start(Work work) {
    if (work.artifact().isBlank()) {
      return refused(
          work,
          "the engine "
              + engine()
              + (tosca ? " needs a file at the target" : " needs a command")
              + " as the artifact");
    }
    Optional<String> fault = Variables.fault(work);
    if (fault.isPresent()) {
      return refused(work, fault.get());
    }
    Run run = new Run(work);
    threads.blocking().execute(() -> start(run));
    return run;
  }

  private void start(Run run) {
    Work work = run.work();
    try {
      SshHost host = hosts.find(work.target());
      new SshRun(run, host, tosca ? script(work) : command(work), threads, logBytes)
          .start(sessions);
    } catch (IllegalArgumentException e) {
      run.fail(e.getMessage(), "");
    }
  }

  private SshCommand script(Work work) {
    return new SshCommand(
        "exec /bin/sh",
        ToscaScript.of(work),
        false,
        new OutputLines(work.outputs().keySet(), logBytes));
  }

  private SshCommand command(Work work) {
    String arguments = work.arguments().isEmpty() ? "" : " " + String.join(" ", work.arguments());
    return new SshCommand(
        work.artifact() + arguments, "", true, new OutputLines(Set.of(), logBytes));
  }

  private static Execution refused(Work work, String reason) {
    return Execution.ended(WorkResult.failed(work, reason, ""));
  }

  @Override
  public void close() {
    sessions.close();
  }
}
