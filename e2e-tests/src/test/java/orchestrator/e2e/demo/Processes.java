package orchestrator.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import orchestrator.e2e.harness.Waiting;

/** Processes that a demo has started, which must not outlive it. */
final class Processes {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Processes() {}

  /** Waits until they have ended, and ends them itself when they do not. */
  static void assertEnd(List<ProcessHandle> processes) throws InterruptedException {
    Waiting waiting = new Waiting(PATIENCE);
    while (processes.stream().anyMatch(Processes::isRunning) && !waiting.isOver()) {
      waiting.pause();
    }
    List<String> left =
        processes.stream()
            .filter(Processes::isRunning)
            .map(process -> process.info().commandLine().orElse(""))
            .toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    assertThat(left).as("processes that are left").isEmpty();
  }

  /**
   * Nobody may ask for the exit code of one whose parent is gone; it is there then, without a
   * program.
   */
  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
