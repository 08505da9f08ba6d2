package orchestrator.e2e.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.e2e.harness.ModuleFolder;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.Waiting;

/** Runs a service of scenarios whose nodes are HTTP servers, in a process of its own. */
final class ScenarioProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Pattern NODES = Pattern.compile("(?m)nodes register at http (\\S+)$");
  private static final Pattern SETTINGS = Pattern.compile("(?m)settings are sent to ws (\\S+)$");

  private final Process process;
  private final Path log;

  private ScenarioProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one that keeps its reports in a folder, and waits until it says where it listens. */
  static ScenarioProcess start(Path reports) throws IOException, InterruptedException {
    Path log =
        ModuleFolder.logs().resolve("scenario-page-" + ProcessHandle.current().pid() + ".log");
    Process process =
        ServerJar.start(
            List.of("-Xmx256m"),
            List.of(
                "scenario",
                "serve",
                "--proxy=http",
                "--nodes-listen=127.0.0.1:0",
                "--settings-listen=127.0.0.1:0",
                "--reports=" + reports),
            Map.of(),
            log);
    ScenarioProcess service = new ScenarioProcess(process, log);
    Waiting waiting = new Waiting(START);
    while (!SETTINGS.matcher(Files.readString(log)).find()) {
      if (!process.isAlive() || waiting.isOver()) {
        service.close();
        throw new AssertionError("the service did not start:\n" + Files.readString(log));
      }
      waiting.pause();
    }
    return service;
  }

  /** Where nodes register: host and port. */
  String nodesAddress() throws IOException {
    return address(NODES);
  }

  /** Where settings are sent: host and port. */
  String settingsAddress() throws IOException {
    return address(SETTINGS);
  }

  private String address(Pattern line) throws IOException {
    Matcher matcher = line.matcher(Files.readString(log));
    if (!matcher.find()) {
      throw new AssertionError("the service does not say where it listens");
    }
    return matcher.group(1);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
