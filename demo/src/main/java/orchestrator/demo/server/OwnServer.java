package orchestrator.demo.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A server process of the demo's own, on a free port of loopback. When it dies it is started again
 * on the same data folder and the same port, so that those who call it only have to wait.
 */
public final class OwnServer implements AutoCloseable {

  private static final String ANNOUNCEMENT = "orchestrator: grpc on ";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int LOG_LINES_SHOWN = 5;

  private final ServerProgram program;
  private final Path folder;
  private final Consumer<String> notices;
  private Process process;
  private String address;
  private boolean closed;

  /**
   * A server that does not run yet; only its configuration is written.
   *
   * @param folder holds its data, its configuration and its log
   * @param organizations who may use the channel
   * @param notices hears a line when the server died and is back
   */
  public OwnServer(
      ServerProgram program,
      Path folder,
      String channel,
      List<String> organizations,
      Consumer<String> notices) {
    this.program = program;
    this.folder = folder;
    this.notices = notices;
    configure(channel, organizations);
  }

  /**
   * Starts the process and waits until it serves.
   *
   * @throws ServerFailedException when it does not come to serve; the message has its last words
   */
  public void start() {
    try {
      launch("127.0.0.1:0");
    } catch (ServerFailedException e) {
      close();
      throw e;
    }
  }

  /** Where it serves, {@code host:port}; the same for its whole life, from its start on. */
  public synchronized String address() {
    return address;
  }

  /** The id of the process that serves now. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Ends the process, by force when it takes its time; also one that is about to start. */
  @Override
  public void close() {
    Optional<Process> last;
    synchronized (this) {
      closed = true;
      last = Optional.ofNullable(process);
    }
    last.ifPresent(OwnServer::end);
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

  private void configure(String channel, List<String> organizations) {
    try {
      Files.createDirectories(folder);
      Files.writeString(configuration(), ChannelConfig.yaml(channel, organizations));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the folder " + folder, e);
    }
  }

  private void launch(String listen) {
    CompletableFuture<String> serving = new CompletableFuture<>();
    Process started;
    synchronized (this) {
      if (closed) {
        throw new ServerFailedException("the server is not wanted any more");
      }
      started = begin(listen);
      process = started;
    }
    Thread reader = new Thread(() -> read(started, serving), "server output");
    reader.setDaemon(true);
    reader.start();
    String announced = await(serving);
    synchronized (this) {
      address = announced;
    }
    Thread guard = new Thread(() -> guard(started), "server guard");
    guard.setDaemon(true);
    guard.start();
  }

  private Process begin(String listen) {
    List<String> arguments =
        List.of(
            "serve",
            "--listen",
            listen,
            "--http-listen",
            "127.0.0.1:0",
            "--data",
            folder.resolve("data").toString(),
            "--channel-config",
            configuration().toString());
    ProcessBuilder builder =
        new ProcessBuilder(program.with(arguments))
            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    // Settings that a person has made for a server of theirs are not meant for this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("ORCHESTRATOR_"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ServerFailedException("the server cannot be started: " + e.getMessage());
    }
  }

  /** Reads to the end, since a process that nobody listens to stops at a full pipe. */
  private static void read(Process process, CompletableFuture<String> serving) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output
          .lines()
          .filter(line -> line.startsWith(ANNOUNCEMENT))
          .forEach(line -> serving.complete(line.substring(ANNOUNCEMENT.length()).strip()));
    } catch (IOException | UncheckedIOException e) {
      serving.completeExceptionally(e);
    }
    serving.completeExceptionally(new ServerFailedException("the server ended"));
  }

  private String await(CompletableFuture<String> serving) {
    try {
      return serving.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ServerFailedException("the server does not come to serve; it said: " + lastWords());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailedException("interrupted while the server started");
    }
  }

  private void guard(Process serving) {
    try {
      serving.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    revive();
  }

  private void revive() {
    String same;
    synchronized (this) {
      if (closed) {
        return;
      }
      same = address;
    }
    try {
      launch(same);
      notices.accept("The server had died; it serves again on " + same + ", pid " + pid() + ".");
    } catch (ServerFailedException e) {
      synchronized (this) {
        if (closed) {
          return;
        }
      }
      notices.accept("The server had died and could not be started again: " + e.getMessage());
    }
  }

  private String lastWords() {
    try (Stream<String> lines = Files.lines(log(), StandardCharsets.UTF_8)) {
      List<String> all = lines.toList();
      return String.join(
          System.lineSeparator(),
          all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(no log)";
    }
  }

  private Path configuration() {
    return folder.resolve("channels.yaml");
  }

  private Path log() {
    return folder.resolve("server.log");
  }
}
