package orchestrator.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Waits for the end of processes that are not children of this one. */
public final class Gone {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Gone() {}

  /**
   * Returns when the process has ended; it may stay without a program until somebody asks for it.
   */
  public static void await(ProcessHandle process) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (isRunning(process) && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(isRunning(process)).as("process %d is left", process.pid()).isFalse();
  }

  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
