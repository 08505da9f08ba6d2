package orchestrator.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

/**
 * Runs a server process of our own. Whoever starts one ends it: by {@link #close} at the latest.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final HttpClient PAGES = HttpClient.newHttpClient();
  private static final Pattern GRPC = Pattern.compile("(?m)^orchestrator: grpc on (\\S+)$");
  private static final Pattern HTTP = Pattern.compile("(?m)^orchestrator: http on (\\S+)$");

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server and waits until it says where it listens.
   *
   * @throws AssertionError with the server's log when it ends or is silent for three minutes
   */
  public static ServerProcess start(ServerSettings settings)
      throws IOException, InterruptedException {
    String name = "server-" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    Path log = ModuleFolder.logs().resolve(name + ".log");
    Process process =
        ServerJar.start(
            List.of("-Xmx" + settings.heap(), "-XX:+ExitOnOutOfMemoryError"),
            settings.arguments(),
            settings.environment(),
            log);
    ServerProcess server = new ServerProcess(process, log);
    server.awaitServing(settings.ready());
    return server;
  }

  private void awaitServing(boolean ready) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < giveUp) {
      String written = log();
      if (first(GRPC, written).isPresent()
          && first(HTTP, written).isPresent()
          && (!ready || answer("/readyz").statusCode() == 200)) {
        return;
      }
      Thread.sleep(20);
    }
    kill();
    throw new AssertionError("the server did not start:\n" + log());
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Host and port of the gRPC API. */
  public String target() {
    return address(GRPC);
  }

  /** Host and port of the health pages and metrics. */
  public String pages() {
    return address(HTTP);
  }

  private String address(Pattern line) {
    try {
      return first(line, log()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    HttpResponse<String> response = answer(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " answers " + response.statusCode());
    }
    return response.body();
  }

  /** The value of a metric; without labels the sum over all that it has, or zero. */
  public double metric(String name) throws IOException, InterruptedException {
    return page("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** What the HTTP port answers to a GET. */
  public HttpResponse<String> answer(String path) throws IOException, InterruptedException {
    URI page = URI.create("http://" + pages() + path);
    return PAGES.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
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

  /** SIGSTOP: the process stays, and does nothing until {@link #goOn}. */
  public void freeze() throws IOException, InterruptedException {
    Signals.send("STOP", process);
  }

  /** SIGCONT, after {@link #freeze}. */
  public void goOn() throws IOException, InterruptedException {
    Signals.send("CONT", process);
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
