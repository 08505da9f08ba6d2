package orchestrator.e2e.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orchestrator.e2e.harness.LedgerJars;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.Signals;
import orchestrator.e2e.harness.Waiting;

/**
 * A process of the command {@code demo}, with a folder of its own for temporary files. Whoever
 * starts one ends it: by {@link #close} at the latest.
 */
final class DemoProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Process process;
  private final Path log;
  private final Path temporary;

  private DemoProcess(Process process, Path log, Path temporary) {
    this.process = process;
    this.log = log;
    this.temporary = temporary;
  }

  /**
   * Starts one.
   *
   * @param folder exists; here come its output and its temporary files
   * @param options what follows {@code demo} on the command line
   */
  static DemoProcess start(Path folder, List<String> options) throws IOException {
    return start(folder, List.of(), options);
  }

  /**
   * Starts one that can start a Fabric network of its own.
   *
   * @param folder as above
   * @param options what follows {@code demo --mode ledger} on the command line
   */
  static DemoProcess startOnLedger(Path folder, List<String> options) throws IOException {
    return start(
        folder,
        List.of(
            "-Dorchestrator.loopback=" + LedgerJars.loopback(),
            "-Dorchestrator.chaincode=" + LedgerJars.chaincode()),
        Stream.concat(Stream.of("--mode", "ledger"), options.stream()).toList());
  }

  private static DemoProcess start(Path folder, List<String> properties, List<String> options)
      throws IOException {
    Path temporary = Files.createTempDirectory(folder, "temporary");
    Path log = Files.createTempFile(folder, "demo", ".log");
    List<String> arguments = new ArrayList<>(List.of("demo"));
    arguments.addAll(List.of("--patience", Long.toString(PATIENCE.toSeconds())));
    arguments.addAll(options);
    List<String> jvm =
        Stream.concat(Stream.of("-Xmx256m", "-Djava.io.tmpdir=" + temporary), properties.stream())
            .toList();
    return new DemoProcess(ServerJar.start(jvm, arguments, Map.of(), log), log, temporary);
  }

  /** What it has written so far, to standard output and error. */
  String output() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** The last lines that it has written, without blank ones. */
  List<String> lastLines(int count) throws IOException {
    List<String> lines = output().lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** Waits until it has written a whole line that matches, and answers the match. */
  MatchResult awaitLine(String pattern) throws IOException, InterruptedException {
    Pattern line = Pattern.compile("(?m)^" + pattern + "\\R");
    Waiting waiting = new Waiting(PATIENCE);
    while (true) {
      // Asked before reading, so that the last words of one that has ended are not missed.
      boolean alive = process.isAlive();
      Matcher matcher = line.matcher(output());
      if (matcher.find()) {
        return matcher.toMatchResult();
      }
      if (!alive || waiting.isOver()) {
        throw new AssertionError("no line \"" + pattern + "\" in:\n" + output());
      }
      waiting.pause();
    }
  }

  /** Waits until it has ended by itself; answers its exit code. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the demo does not come to its end:\n" + output());
    }
    return process.exitValue();
  }

  /** Waits until a JVM is its child, which may take a while to serve, and answers the first. */
  ProcessHandle awaitServerProcess() throws IOException, InterruptedException {
    Waiting waiting = new Waiting(PATIENCE);
    while (true) {
      Optional<ProcessHandle> child = process.children().filter(DemoProcess::isJvm).findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      if (!process.isAlive() || waiting.isOver()) {
        throw new AssertionError("it starts no server:\n" + output());
      }
      waiting.pause();
    }
  }

  /** A JVM does not fork itself, but has a helper start the new process. */
  private static boolean isJvm(ProcessHandle child) {
    return child.info().command().filter(command -> command.endsWith("java")).isPresent();
  }

  /** Waits until there is a folder of this name, among its temporary ones or three steps below. */
  void awaitTemporaryFolder(String name) throws IOException, InterruptedException {
    Waiting waiting = new Waiting(PATIENCE);
    while (true) {
      try (Stream<Path> files = Files.walk(temporary, 3)) {
        if (files.anyMatch(file -> file.endsWith(name) && Files.isDirectory(file))) {
          return;
        }
      }
      if (!process.isAlive() || waiting.isOver()) {
        throw new AssertionError("no folder " + name + " in " + temporary + ":\n" + output());
      }
      waiting.pause();
    }
  }

  /** Sends a signal, by its name without {@code SIG}. */
  void signal(String name) throws IOException, InterruptedException {
    Signals.send(name, process);
  }

  /** SIGKILL, and waits until the process is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The temporary files and folders that it has made and that are there. */
  List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }

  /** The processes that it has started, and theirs. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Kills what still runs. */
  @Override
  public void close() {
    List<ProcessHandle> all = descendants();
    kill();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
