package orchestrator.demo.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Runs a process that says in a line of its output when it serves, and where. Its standard input is
 * a pipe that ends with this process.
 */
public class ChildProcess implements AutoCloseable {
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final String SHORT_LIFE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
  private static final int LOG_LINES_SHOWN = 5;

  /** Variables of a server without a prefix of ours. */
  private static final Set<String> FOREIGN = Set.of("USER_AUTH", "PWD_AUTH", "COMPUTE_URL", "CORS");

  private final String name;
  private final String announcement;
  private final Duration limit;
  private final Path log;
  private Optional<Process> process = Optional.empty();
  private List<ProcessHandle> descendants = List.of();
  private boolean closed;

  /**
   * A process that does not run yet.
   *
   * @param name what people call it
   * @param announcement how the line begins that says where it serves
   * @param limit how long it may take to serve
   * @param log gets what it writes to its standard error; its folder is made when it is missing
   */
  ChildProcess(String name, String announcement, Duration limit, Path log) {
    this.name = name;
    this.announcement = announcement;
    this.limit = limit;
    this.log = log;
  }

  /**
   * Starts it, once more when it has died, and waits until it serves.
   *
   * @param program its command line, up to the arguments
   * @return the rest of the line that says where it serves
   * @throws ProcessFailedException when it does not come to that; the message has its last words
   */
  final String start(List<String> program, List<String> arguments) {
    Process started = begin(Stream.concat(program.stream(), arguments.stream()).toList());
    CompletableFuture<String> announced = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(started, announced), name + " output");
    reader.setDaemon(true);
    reader.start();
    try {
      String place = announced.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      synchronized (this) {
        descendants = started.descendants().toList();
      }
      return place;
    } catch (ExecutionException | TimeoutException e) {
      end(started);
      throw new ProcessFailedException(name + " does not come to serve; it said: " + lastWords());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while " + name + " started");
    }
  }

  /** Calls with the exit code when the process that serves now ends without being closed. */
  final synchronized void onDeath(IntConsumer death) {
    var unused =
        process
            .orElseThrow()
            .onExit()
            .thenAcceptAsync(
                ended -> {
                  if (!isClosed()) {
                    death.accept(ended.exitValue());
                  }
                });
  }

  private synchronized Process begin(List<String> command) {
    if (closed) {
      throw new ProcessFailedException(name + " is not wanted any more");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Settings that a person has made for a server of theirs are not meant for this one.
    builder
        .environment()
        .keySet()
        .removeIf(variable -> variable.startsWith("ORCHESTRATOR_") || FOREIGN.contains(variable));
    builder.environment().putAll(environment());
    // Who lives for seconds spends more on compiling well than is gained; so do those it starts.
    builder.environment().merge("JDK_JAVA_OPTIONS", SHORT_LIFE, (own, ours) -> own + " " + ours);
    try {
      Files.createDirectories(log.getParent());
      Process begun = builder.start();
      process = Optional.of(begun);
      return begun;
    } catch (IOException e) {
      throw new ProcessFailedException(name + " cannot be started: " + e.getMessage());
    }
  }

  /** The id of the process that runs, or ran last. */
  public final synchronized long pid() {
    return process.orElseThrow().pid();
  }

  /** Kills it, as a crash would, and returns when it is gone; it can be started again. */
  public final void kill() {
    Process running;
    synchronized (this) {
      running = process.orElseThrow();
    }
    try {
      running.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was closed, so that its end is no death. */
  final synchronized boolean isClosed() {
    return closed;
  }

  /** Ends it, by force when it takes its time, and what it has started; also while it starts. */
  @Override
  public final synchronized void close() {
    closed = true;
    process.ifPresent(ChildProcess::end);
    // They end with it, but not with one that was killed.
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Variables of its own, which are not seen in the machine's list of processes. */
  Map<String, String> environment() {
    return Map.of();
  }

  /** Hears each line of its standard output. */
  void hear(String line) {}

  /** Reads to the end, since a process that nobody listens to stops at a full pipe. */
  private void read(Process from, CompletableFuture<String> announced) {
    try (BufferedReader output = from.inputReader(StandardCharsets.UTF_8)) {
      output
          .lines()
          .peek(this::hear)
          .filter(line -> line.startsWith(announcement))
          .forEach(line -> announced.complete(line.substring(announcement.length()).strip()));
    } catch (IOException | UncheckedIOException e) {
      // Then it has ended too.
    }
    announced.completeExceptionally(new ProcessFailedException(name + " ended"));
  }

  /** The end of what it has written to its standard error. */
  private String lastWords() {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      List<String> all = lines.filter(line -> !line.startsWith("NOTE: Picked up")).toList();
      return String.join(
          System.lineSeparator(),
          all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(no log)";
    }
  }
}
