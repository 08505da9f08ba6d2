package orchestrator.loopback.chaincode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs one organization's chaincode as a process, which can be killed and started again. */
public final class ChaincodeProcess {
  private static final int PATIENCE_SECONDS = 10;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final String address;
  private Optional<Process> process = Optional.empty();
  private boolean isOver;

  /**
   * A process that is not started yet, with a port of its own.
   *
   * @param program what Java is to run: {@code -jar FILE}, or {@code -cp PATH CLASS}
   * @param packageId what it registers as
   * @param log where it writes
   */
  public ChaincodeProcess(
      ChaincodeVariant variant, List<String> program, String packageId, Path log)
      throws IOException {
    this.command = new ArrayList<>();
    command.add(variant.java());
    command.addAll(variant.options());
    command.addAll(program);
    this.log = log;
    this.address = "127.0.0.1:" + freePort();
    this.environment =
        Map.of(
            "CHAINCODE_SERVER_ADDRESS",
            address,
            "CORE_CHAINCODE_ID_NAME",
            packageId,
            "CORE_CHAINCODE_LOGGING_LEVEL",
            "WARNING",
            "CORE_CHAINCODE_LOGGING_SHIM",
            "WARNING");
  }

  /** Where it listens, {@code host:port}; the same after it was started again. */
  public String address() {
    return address;
  }

  /** Where it writes. */
  public Path log() {
    return log;
  }

  /** Whether it was started and has not ended. */
  public synchronized boolean isRunning() {
    return process.isPresent() && process.get().isAlive();
  }

  /** Starts it, unless it runs or has been ended for good; it listens a while later. */
  public synchronized void start() throws IOException {
    if (isRunning() || isOver) {
      return;
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = Optional.of(builder.start());
  }

  /** Ends it at once, and returns when it has ended. */
  public synchronized void kill() {
    if (process.isEmpty()) {
      return;
    }
    try {
      process.get().destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process = Optional.empty();
  }

  /** Ends it at once and for good: a start that is about to be made comes too late. */
  public synchronized void end() {
    isOver = true;
    kill();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
