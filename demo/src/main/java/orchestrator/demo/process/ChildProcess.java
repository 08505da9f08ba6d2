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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that says in a line of its output when it serves, and where. Its standard input is a
 * pipe that ends with this process.
 */
public final class ChildProcess {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int LOG_LINES_SHOWN = 5;

  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<String> announced = new CompletableFuture<>();

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a process, which serves a while later.
   *
   * @param name what people call it
   * @param command its whole command line
   * @param variables to add to its environment
   * @param announcement how the line begins that says where it serves
   * @param log gets what it writes to its standard error
   * @throws ProcessFailedException when it cannot be started
   */
  public static ChildProcess begin(
      String name,
      List<String> command,
      Map<String, String> variables,
      String announcement,
      Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Settings that a person has made for a server of theirs are not meant for this one.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("ORCHESTRATOR_"));
    builder.environment().putAll(variables);
    try {
      ChildProcess child = new ChildProcess(name, log, builder.start());
      Thread reader = new Thread(() -> child.read(announcement), name + " output");
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw new ProcessFailedException(name + " cannot be started: " + e.getMessage());
    }
  }

  /**
   * Waits until it serves.
   *
   * @return the rest of the line that says so
   * @throws ProcessFailedException when it does not come to that; the message has its last words
   */
  public String awaitAnnouncement(Duration limit) {
    try {
      return announced.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ProcessFailedException(name + " does not come to serve; it said: " + lastWords());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while " + name + " started");
    }
  }

  /** The id of the process. */
  public long pid() {
    return process.pid();
  }

  /** Waits until it has ended, and answers its exit code. */
  public int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** The processes that it has started, and theirs, as long as it runs. */
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Ends it, by force when it takes its time. */
  public void end() {
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
  private void read(String announcement) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output
          .lines()
          .filter(line -> line.startsWith(announcement))
          .forEach(line -> announced.complete(line.substring(announcement.length()).strip()));
    } catch (IOException | UncheckedIOException e) {
      announced.completeExceptionally(e);
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
