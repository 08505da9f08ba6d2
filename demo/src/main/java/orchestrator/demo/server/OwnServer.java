package orchestrator.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import orchestrator.demo.process.ChildProcess;
import orchestrator.demo.process.JavaProgram;
import orchestrator.demo.process.ProcessFailedException;

/**
 * A server process of the demo's own, on a free port of loopback. When it dies it is started again
 * on the same state and the same port, so that those who call it only have to wait.
 */
public final class OwnServer implements AutoCloseable {

  private static final String ANNOUNCEMENT = "orchestrator: grpc on ";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final JavaProgram program;
  private final Path folder;
  private final State state;
  private final Consumer<String> notices;
  private Optional<ChildProcess> process = Optional.empty();
  private String address = "";
  private boolean closed;

  /**
   * A server that does not run yet; only its configuration is written.
   *
   * @param folder holds its configuration and its log
   * @param organizations who may use the channel
   * @param notices hears a line when the server died and is back
   */
  public OwnServer(
      JavaProgram program,
      Path folder,
      State state,
      String channel,
      List<String> organizations,
      Consumer<String> notices) {
    this.program = program;
    this.folder = folder;
    this.state = state;
    this.notices = notices;
    configure(channel, organizations);
  }

  /**
   * Starts the process and waits until it serves.
   *
   * @throws ProcessFailedException when it does not come to serve; the message has its last words
   */
  public void start() {
    try {
      launch("127.0.0.1:0");
    } catch (ProcessFailedException e) {
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
    return process.orElseThrow().pid();
  }

  /** Ends the process, by force when it takes its time; also one that is about to start. */
  @Override
  public void close() {
    Optional<ChildProcess> last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    last.ifPresent(ChildProcess::end);
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
    ChildProcess started;
    synchronized (this) {
      if (closed) {
        throw new ProcessFailedException("the server is not wanted any more");
      }
      started = begin(listen);
      process = Optional.of(started);
    }
    String announced = started.awaitAnnouncement(START_LIMIT);
    synchronized (this) {
      address = announced;
    }
    Thread guard = new Thread(() -> guard(started), "server guard");
    guard.setDaemon(true);
    guard.start();
  }

  private ChildProcess begin(String listen) {
    List<String> common =
        List.of(
            "serve",
            "--listen",
            listen,
            "--http-listen",
            "127.0.0.1:0",
            "--channel-config",
            configuration().toString());
    List<String> arguments = Stream.concat(common.stream(), state.arguments().stream()).toList();
    return ChildProcess.begin(
        "the server",
        program.with(arguments),
        Map.of(),
        ANNOUNCEMENT,
        folder.resolve("server.log"));
  }

  private void guard(ChildProcess serving) {
    try {
      serving.awaitEnd();
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
    } catch (ProcessFailedException e) {
      synchronized (this) {
        if (closed) {
          return;
        }
      }
      notices.accept("The server had died and could not be started again: " + e.getMessage());
    }
  }

  private Path configuration() {
    return folder.resolve("channels.yaml");
  }
}
