package orchestrator.executor.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import orchestrator.executor.Run;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;

/**
 * Runs programs for works. Each gets a session of its own where there is {@code setsid}, and a mark
 * in its environment; whatever it leaves behind is killed when it ends.
 */
public final class Processes implements AutoCloseable {
  /** The variable that holds the mark; each try has another. */
  public static final String MARK = "ORCHESTRATOR_RUN";

  /** The variable that holds the attempt's id. */
  public static final String ATTEMPT = "ORCHESTRATOR_ATTEMPT";

  /** What a program has from the executor's environment. */
  public static final List<String> INHERITED =
      List.of("HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER");

  /** How long a program that is stopped has to end by itself. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, String> environment;
  private final Programs programs;
  private final Executor blocking;
  private final int logBytes;
  private final WorkFolder folder;
  private final OutputPump pump;
  private Optional<Pipes> pipes = Optional.empty();

  /**
   * Runs nothing yet.
   *
   * @param name of the executor
   * @param work where folders are made; none for the temporary files
   * @param environment of which programs inherit a few variables
   * @param blocking for what blocks shortly
   * @param logBytes how much of what a program writes is kept
   */
  public Processes(
      String name,
      Optional<Path> work,
      Map<String, String> environment,
      Executor blocking,
      int logBytes) {
    this.environment = Map.copyOf(environment);
    this.programs = new Programs(environment);
    this.blocking = blocking;
    this.logBytes = logBytes;
    folder = new WorkFolder(work, Processes::killAbandoned);
    pump = new OutputPump(name);
  }

  /** Where programs are found. */
  public Programs programs() {
    return programs;
  }

  /** Runs a program; exit code 0 is success. */
  public Run start(Work work, Command command) {
    Run run = new Run(work);
    blocking.execute(
        () -> {
          try {
            launch(run, command);
          } catch (IOException | RuntimeException e) {
            run.fail(command.program() + " cannot be started: " + e.getMessage(), "");
          }
        });
    return run;
  }

  private void launch(Run run, Command command) throws IOException {
    if (run.isCanceled()) {
      run.endCanceled();
      return;
    }
    Optional<Path> own = command.folder().isPresent() ? Optional.empty() : Optional.of(newFolder());
    OutputLog log = new OutputLog(logBytes);
    OutputLines lines = new OutputLines(run.work().outputs().keySet(), logBytes);
    List<OutputPump.Source> sources = new ArrayList<>();
    try {
      Path out = pipes().take();
      Path error = pipes().take();
      sources.add(
          pump.open(
              out,
              (bytes, offset, length) -> {
                log.write(bytes, offset, length);
                lines.write(bytes, offset, length);
              }));
      sources.add(pump.open(error, log::write));
      String mark = folder.name() + "/" + newMark();
      Optional<Path> setsid = programs.find("setsid");
      Process process =
          builder(run.work(), command, setsid, mark)
              .directory(command.folder().or(() -> own).map(Path::toFile).orElse(new File(".")))
              .redirectOutput(out.toFile())
              .redirectError(error.toFile())
              .start();
      Files.delete(out);
      Files.delete(error);
      ProcessTree tree = new ProcessTree(process.toHandle(), setsid.isPresent(), MARK + "=" + mark);
      run.onCancel(() -> blocking.execute(() -> end(tree)));
      var unused =
          process
              .onExit()
              .thenAcceptAsync(
                  ended -> finish(run, command, ended.exitValue(), tree, sources, log, lines, own),
                  blocking);
    } catch (IOException | RuntimeException e) {
      sources.forEach(OutputPump.Source::close);
      own.ifPresent(WorkFolder::remove);
      throw e;
    }
  }

  /**
   * Two executors are not to run one node at a time, and nobody stops what a dead one has started.
   */
  private static void killAbandoned(String folder) {
    try {
      ProcessTree.killMarked(MARK + "=" + folder + "/");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String newMark() {
    byte[] mark = new byte[16];
    RANDOM.nextBytes(mark);
    return HexFormat.of().formatHex(mark);
  }

  private Path newFolder() throws IOException {
    return folder.newFolder();
  }

  private synchronized Pipes pipes() throws IOException {
    if (pipes.isEmpty()) {
      Path mkfifo =
          programs
              .find("mkfifo")
              .orElseThrow(() -> new IOException("there is no mkfifo on the search path"));
      pipes = Optional.of(new Pipes(folder.path(), mkfifo.toString()));
    }
    return pipes.get();
  }

  private ProcessBuilder builder(Work work, Command command, Optional<Path> setsid, String mark) {
    List<String> line = new ArrayList<>();
    setsid.ifPresent(program -> line.add(program.toString()));
    line.add(command.program().toString());
    line.addAll(command.arguments());
    ProcessBuilder builder = new ProcessBuilder(line);
    Map<String, String> variables = builder.environment();
    variables.clear();
    for (String name : INHERITED) {
      if (environment.containsKey(name)) {
        variables.put(name, environment.get(name));
      }
    }
    variables.putAll(command.variables());
    variables.put(ATTEMPT, work.attempt());
    variables.put(MARK, mark);
    return builder.redirectInput(new File("/dev/null"));
  }

  private static void end(ProcessTree tree) {
    try {
      tree.end(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void finish(
      Run run,
      Command command,
      int code,
      ProcessTree tree,
      List<OutputPump.Source> sources,
      OutputLog log,
      OutputLines lines,
      Optional<Path> own) {
    try {
      if (run.isCanceled()) {
        tree.end(GRACE);
      } else {
        tree.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sources.forEach(OutputPump.Source::finish);
    own.ifPresent(WorkFolder::remove);
    if (run.isCanceled()) {
      run.end(WorkResult.canceled(run.work(), log.text()));
    } else if (code != 0) {
      run.fail(command.program() + " " + ending(code), log.text());
    } else {
      Map<String, String> outputs = new TreeMap<>(run.work().outputs());
      outputs.putAll(lines.found());
      lines
          .fault()
          .ifPresentOrElse(
              fault -> run.fail(fault, log.text()), () -> run.succeed(outputs, log.text()));
    }
  }

  private static String ending(int code) {
    int signal = code - 128;
    return signal > 0 && signal < 65
        ? "was ended by signal " + signal
        : "ended with exit code " + code;
  }

  /** Removes the folders; what runs has been cancelled before. */
  @Override
  public void close() {
    pump.close();
    folder.close();
  }
}
