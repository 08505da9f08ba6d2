package orchestrator.demo.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs a service of the shop as a process of its own, which can be killed and started again. */
public final class ServiceProcess extends ChildProcess {
  private static final String SERVES = "shop: serves as ";
  private static final int MOST_LINES = 1_000;

  private final String name;
  private final List<String> program;
  private final List<String> arguments;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(MOST_LINES);

  /**
   * A service that does not run yet.
   *
   * @param main the main class of its program
   * @param arguments its name, and where it works
   * @param log gets what it writes to its standard error
   */
  public ServiceProcess(String name, String main, List<String> arguments, Path log) {
    super("the service " + name, SERVES, Duration.ofSeconds(60), log);
    this.name = name;
    this.program = Attached.program(main);
    this.arguments = arguments;
  }

  /**
   * Starts it, once more when it was killed, and waits until it serves.
   *
   * @throws ProcessFailedException when it does not come to that; the message has its last words
   */
  public void start() {
    String served = start(program, arguments);
    if (!served.equals(name)) {
      throw new ProcessFailedException("the service " + name + " serves as " + served);
    }
  }

  /**
   * Waits until it says a line.
   *
   * @throws ProcessFailedException when it does not say it in time
   */
  public void await(String line, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (String said = lines.poll(); !("shop: " + line).equals(said); ) {
        said = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (said == null) {
          throw new ProcessFailedException(
              "the service %s did not come to say '%s'".formatted(name, line));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while the service " + name + " was waited for");
    }
  }

  @Override
  void hear(String line) {
    // What nobody waits for may be lost, when it is very much.
    var unusedResult = lines.offer(line);
  }
}
