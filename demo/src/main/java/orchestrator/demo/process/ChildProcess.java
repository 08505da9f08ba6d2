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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * A process that says in a line of its output when it serves, and where. Its standard input is a
 * pipe that ends with this process.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int LOG_LINES_SHOWN = 5;

  private final String name;
  private final String announcement;
  private final Path log;
  private Optional<Process> process = Optional.empty();
  private List<ProcessHandle> descendants = List.of();
  private boolean closed;

  /**
   * A process that does not run yet.
   *
   * @param name what people call it
   * @param announcement how the line begins that says where it serves
   * @param log gets what it writes to its standard error; its folder is made when it is missing
   */
  public ChildProcess(String name, String announcement, Path log) {
    this.name = name;
    this.announcement = announcement;
    this.log = log;
  }

  /**
   * Starts it, once more when it has died, and waits until it serves.
   *
   * @param command its whole command line
   * @param variables to add to its environment
   * @return the rest of the line that says where it serves
   * @throws ProcessFailedException when it does not come to that; the message has its last words
   */
  public String start(List<String> command, Map<String, String> variables, Duration limit) {
    Process started = begin(command, variables);
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
  public synchronized void onDeath(IntConsumer death) {
    var unused =
        process
            .orElseThrow()
            .onExit()
            .thenAccept(
                ended -> {
                  if (!isClosed()) {
                    death.accept(ended.exitValue());
                  }
                });
  }

  private synchronized Process begin(List<String> command, Map<String, String> variables) {
    if (closed) {
      throw new ProcessFailedException(name + " is not wanted any more");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Settings that a person has made for a server of theirs are not meant for this one.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("ORCHESTRATOR_"));
    builder.environment().putAll(variables);
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
  public synchronized long pid() {
    return process.orElseThrow().pid();
  }

  /** Whether it was closed, so that its end is no death. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Ends it, by force when it takes its time, and what it has started; also while it starts. */
  @Override
  public void close() {
    Optional<Process> last;
    List<ProcessHandle> left;
    synchronized (this) {
      closed = true;
      last = process;
      left = descendants;
    }
    last.ifPresent(ChildProcess::end);
    // They end with it, but not with one that was killed.
    left.forEach(ProcessHandle::destroyForcibly);
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

  /** Reads to the end, since a process that nobody listens to stops at a full pipe. */
  private void read(Process from, CompletableFuture<String> announced) {
    try (BufferedReader output = from.inputReader(StandardCharsets.UTF_8)) {
      output
          .lines()
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
      List<String> all = lines.toList();
      return String.join(
          System.lineSeparator(),
          all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(no log)";
    }
  }
}
