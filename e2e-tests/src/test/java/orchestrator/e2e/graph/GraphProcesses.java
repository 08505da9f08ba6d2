package orchestrator.e2e.graph;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.Waiting;

/** Starts servers, runners and executors as processes of their own, and ends them. */
final class GraphProcesses implements AutoCloseable {
  private static final Pattern HTTP = Pattern.compile("(?m)^orchestrator: http on (\\S+)$");
  private static final Pattern EXECUTOR =
      Pattern.compile("(?m)^orchestrator: executor on http (\\S+)$");

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  /** Keeps the logs, and the folders of runners, in a folder. */
  GraphProcesses(Path folder) {
    this.folder = folder;
  }

  /** Holds a process, and the address that it tells. */
  record Running(Process process, String address) {
    /** Kills it, and returns when it is gone. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  /** A server without graphs, whose API is on a port. */
  Running server(int port) throws Exception {
    return run(
        HTTP,
        "serve",
        "--data",
        folder.resolve("data").toString(),
        "--listen",
        "127.0.0.1:" + port,
        "--http-listen",
        "127.0.0.1:0");
  }

  /** A runner before a server, once it takes graphs. */
  Running runner(String server, String name, String... more) throws Exception {
    Running runner = door(server, name, more);
    new GraphDoor(runner.address()).submit("{}");
    return runner;
  }

  /** A runner before a server that may be away. */
  Running door(String server, String name, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "http",
                "--server",
                server,
                "--http-listen",
                "127.0.0.1:0",
                "--graphs",
                "--graph-folder",
                folder.resolve(name).toString()));
    arguments.addAll(List.of(more));
    return run(HTTP, arguments.toArray(String[]::new));
  }

  /** An executor on a port; on any with 0. */
  Running executor(int port) throws Exception {
    return run(EXECUTOR, "executor", "--insecure-loopback", "--listen", "127.0.0.1:" + port);
  }

  private Running run(Pattern tells, String... arguments) throws Exception {
    Path log = folder.resolve("log-" + started.size());
    Process process = ServerJar.start(List.of(), List.of(arguments), Map.of(), log);
    started.add(process);
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    Matcher told = tells.matcher(Files.readString(log));
    while (!told.find()) {
      if (waiting.isOver() || !process.isAlive()) {
        throw new AssertionError(Files.readString(log));
      }
      waiting.pause();
      told = tells.matcher(Files.readString(log));
    }
    return new Running(process, told.group(1));
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }
}
