package orchestrator.app;

import java.util.logging.LogManager;

/**
 * Leaves out what a process that only calls a server can do without, and would wait for. It tells
 * in one sentence what goes wrong, so it needs no log.
 */
final class CallingProcess {
  private CallingProcess() {}

  /** To be called before anything else. */
  static void prepare() {
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    LogManager.getLogManager().reset();
    // Netty's events for the flight recorder take a tenth of a second.
    System.setProperty("io.grpc.netty.shaded.io.netty.jfr.enabled", "false");
  }
}
