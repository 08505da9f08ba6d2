package orchestrator.e2e.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How the start script is run in these tests: from a folder of its own, with its output kept. */
final class Script {
  private final Path script;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * Runs of a script.
   *
   * @param script the script, or a link to it
   * @param folder the working folder; the output is kept there too
   */
  Script(Path script, Path folder) {
    this.script = script;
    this.folder = folder;
  }

  /** The script of this project. */
  static Path ofThisProject() {
    Path here = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    Path root = here.endsWith("e2e-tests") ? here.getParent() : here;
    return root.resolve("bin").resolve("orchestrator");
  }

  /** Sets a variable for the runs that follow. */
  Script with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts it and lets it run. */
  Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "run", ".out");
    Path error = Files.createTempFile(folder, "run", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(error.toFile()).start();
    return new Running(process, out, error);
  }

  /** Runs it to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  /**
   * How a run ended.
   *
   * @param code exit code
   * @param out standard output
   * @param error standard error
   */
  record Result(int code, String out, String error) {}

  /**
   * A run.
   *
   * @param process the script's process
   * @param out where its standard output goes
   * @param error where its standard error goes
   */
  record Running(Process process, Path out, Path error) {
    Result end() throws IOException, InterruptedException {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("it still ran after a minute:\n" + Files.readString(error));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(error));
    }

    /** Waits, a minute at most, until the standard output contains {@code text}. */
    void awaitOutput(String text) throws IOException, InterruptedException {
      long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (!Files.readString(out).contains(text)) {
        if (!process.isAlive() || System.nanoTime() > giveUp) {
          throw new AssertionError("no \"" + text + "\":\n" + Files.readString(error));
        }
        Thread.sleep(20);
      }
    }
  }
}
