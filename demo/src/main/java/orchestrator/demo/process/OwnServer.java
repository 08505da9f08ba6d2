package orchestrator.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * Runs a server process of the demo's own, on a free port of loopback. When it dies it is started
 * again on the same state and the same port, so that those who call it only have to wait.
 */
public final class OwnServer extends ChildProcess {
  private static final String DOOR = "orchestrator: http on ";

  private final List<String> command;
  private final Map<String, String> environment;
  private final Consumer<String> notices;
  private final CompletableFuture<String> door = new CompletableFuture<>();
  private volatile String address = "127.0.0.1:0";

  /**
   * A server that does not run yet; only its configuration is written.
   *
   * @param folder holds its configuration and its log
   * @param options tell it where its state is, and what else it serves
   * @param environment variables that are set for it
   * @param organizations who may use the channel
   * @param notices hears a line when the server died and is back
   */
  public OwnServer(
      List<String> program,
      Path folder,
      List<String> options,
      Map<String, String> environment,
      String channel,
      List<String> organizations,
      Consumer<String> notices) {
    super(
        "the server",
        "orchestrator: grpc on ",
        Duration.ofSeconds(30),
        folder.resolve("server.log"));
    Path channels = folder.resolve("channels.yaml");
    List<String> serve = List.of("serve", "--channel-config=" + channels);
    this.command = Stream.of(program, serve, options).flatMap(List::stream).toList();
    this.environment = Map.copyOf(environment);
    this.notices = notices;
    try {
      Files.createDirectories(folder);
      Files.writeString(
          channels, new Yaml().dump(Map.of("channels", Map.of(channel, organizations))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the folder " + folder, e);
    }
  }

  /**
   * Starts the process and waits until it serves.
   *
   * @return where it serves, {@code host:port}; the same for its whole life
   * @throws ProcessFailedException when it does not come to serve; the message has its last words
   */
  public String start() {
    launch();
    return address;
  }

  /**
   * Where its console is, and all that it serves over HTTP, {@code host:port}; the same for its
   * whole life. Waits for a server that is starting.
   */
  public String door() {
    return door.join();
  }

  @Override
  Map<String, String> environment() {
    return environment;
  }

  @Override
  void hear(String line) {
    if (line.startsWith(DOOR)) {
      door.complete(line.substring(DOOR.length()).strip());
    }
  }

  private void launch() {
    String pages = door.getNow("127.0.0.1:0");
    address = start(command, List.of("--http-listen=" + pages, "--listen=" + address));
    onDeath(code -> revive());
  }

  private void revive() {
    try {
      launch();
      notices.accept("The server had died; it serves again on " + address + ", pid " + pid() + ".");
    } catch (ProcessFailedException e) {
      if (!isClosed()) {
        notices.accept("The server had died and could not be started again: " + e.getMessage());
      }
    }
  }
}
