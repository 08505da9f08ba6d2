package orchestrator.e2e.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server process of our own. Whoever starts one ends it: by {@link #close} at the latest. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final Pattern GRPC = Pattern.compile("(?m)^orchestrator: grpc on (\\S+)$");
  private static final Pattern HTTP = Pattern.compile("(?m)^orchestrator: http on (\\S+)$");

  private final Process process;
  private final Path log;
  private final String grpc;
  private final String http;

  private ServerProcess(Process process, Path log, String grpc, String http) {
    this.process = process;
    this.log = log;
    this.grpc = grpc;
    this.http = http;
  }

  /**
   * Starts a server and waits until it says where it listens.
   *
   * @throws AssertionError with the server's log when it ends or is silent for a minute
   */
  public static ServerProcess start(ServerSettings settings)
      throws IOException, InterruptedException {
    String name = "server-" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    Path log = ServerJar.logs().resolve(name + ".log");
    Process process =
        ServerJar.start(
            List.of("-Xmx" + settings.heap(), "-XX:+ExitOnOutOfMemoryError"),
            settings.arguments(),
            settings.environment(),
            log);
    long giveUp = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < giveUp) {
      String written = Files.readString(log, StandardCharsets.UTF_8);
      Optional<String> grpc = first(GRPC, written);
      Optional<String> http = first(HTTP, written);
      if (grpc.isPresent() && http.isPresent()) {
        return new ServerProcess(process, log, grpc.get(), http.get());
      }
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
    throw new AssertionError("the server did not start:\n" + Files.readString(log));
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Host and port of the gRPC API. */
  public String target() {
    return grpc;
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What the server has written so far, to standard output and error. */
  public String log() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** The body of a page of the HTTP port. The status must be 200. */
  public String page(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + http + path)).build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " answers " + response.statusCode());
    }
    return response.body();
  }

  /** Memory that the process holds, in bytes, as the kernel counts it (Linux only). */
  public long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  /** SIGKILL, and waits until the process is gone. */
  public void kill() {
    close();
  }

  /** SIGTERM without waiting. */
  public void terminate() {
    process.destroy();
  }

  /** SIGTERM, and the exit code. */
  public int stop() throws InterruptedException {
    terminate();
    return awaitExit();
  }

  /** Waits until the process has ended by itself; answers its exit code. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the server still runs " + STOP.toSeconds() + " s later");
    }
    return process.exitValue();
  }

  /** Kills what still runs. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
