package orchestrator.server;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process with code 0 after a signal, and not before everything is closed. */
final class ProcessEnd {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);

  private final AutoCloseable running;
  private final CountDownLatch never = new CountDownLatch(1);

  private ProcessEnd(AutoCloseable running) {
    this.running = running;
  }

  /** From now on SIGTERM and SIGINT close {@code running} and end the process. */
  static ProcessEnd closing(AutoCloseable running) {
    ProcessEnd end = new ProcessEnd(running);
    Runtime.getRuntime().addShutdownHook(new Thread(end::close, "shutdown"));
    return end;
  }

  /** Waits for the end, which comes while this waits. */
  int await() throws InterruptedException {
    never.await();
    return 0;
  }

  /** A JVM that a signal ends exits with 128 and more unless it is halted. */
  private void close() {
    int code = 0;
    try {
      running.close();
    } catch (Exception e) {
      LOG.error("the server could not be closed", e);
      code = 1;
    }
    Runtime.getRuntime().halt(code);
  }
}
