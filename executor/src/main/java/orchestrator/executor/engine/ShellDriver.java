package orchestrator.executor.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import orchestrator.executor.Execution;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.process.Command;
import orchestrator.executor.process.Processes;

/**
 * Starts the artifact as a program, with the arguments as they are and no shell between. Lines
 * {@code key=value} that it writes to standard output set the wanted outputs.
 */
public final class ShellDriver implements Driver {
  private final Processes processes;
  private final Allowed allowed;
  private final Optional<Path> runIn;

  /**
   * Starts what is allowed.
   *
   * @param runIn where programs run; none for a folder of its own each
   */
  public ShellDriver(Processes processes, Allowed allowed, Optional<Path> runIn) {
    this.processes = processes;
    this.allowed = allowed;
    this.runIn = runIn;
  }

  @Override
  public String engine() {
    return "shell";
  }

  @Override
  public Execution start(Work work) {
    if (work.artifact().isEmpty()) {
      return refused(work, "the engine shell needs a program as the artifact");
    }
    Optional<String> fault = Variables.fault(work);
    if (fault.isPresent()) {
      return refused(work, fault.get());
    }
    Optional<Path> program = processes.programs().find(work.artifact());
    if (program.isEmpty()) {
      return refused(work, "there is no program " + work.artifact());
    }
    try {
      Path real = program.get().toRealPath();
      if (!isAllowed(real)) {
        return refused(
            work, "the program " + work.artifact() + " is not allowed here: see " + settings(real));
      }
    } catch (IOException e) {
      return refused(work, "there is no program " + work.artifact());
    }
    return processes.start(
        work, new Command(program.get(), work.arguments(), work.environment(), runIn));
  }

  /** What a link leads to counts, so that no link in an allowed folder leads out of it. */
  private boolean isAllowed(Path real) throws IOException {
    return isAmong(real, allowed.programs()) && isBelow(real, allowed.folders());
  }

  private boolean isAmong(Path real, List<String> programs) throws IOException {
    for (String name : programs) {
      Optional<Path> program = processes.programs().find(name);
      if (program.isPresent() && program.get().toRealPath().equals(real)) {
        return true;
      }
    }
    return programs.isEmpty();
  }

  private static boolean isBelow(Path real, List<Path> folders) {
    for (Path folder : folders) {
      try {
        if (real.startsWith(folder.toRealPath())) {
          return true;
        }
      } catch (IOException e) {
        // What is in a folder that is not there is not allowed.
      }
    }
    return folders.isEmpty();
  }

  private String settings(Path real) {
    return isBelow(real, allowed.folders())
        ? "the allowed programs (--programs)"
        : "the allowed folders (--folders)";
  }

  private static Execution refused(Work work, String reason) {
    return Execution.ended(WorkResult.failed(work, reason, ""));
  }

  @Override
  public void close() {
    processes.close();
  }
}
