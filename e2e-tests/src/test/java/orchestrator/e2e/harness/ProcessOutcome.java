package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells how a run of the jar ended.
 *
 * @param exitCode its exit code
 * @param output what it wrote to standard output and error
 */
public record ProcessOutcome(int exitCode, String output) {

  /** Starts a server that is expected not to stay, and waits until it has ended. */
  public static ProcessOutcome of(ServerSettings settings) throws Exception {
    return of(settings.arguments(), settings.environment());
  }

  /** Runs the jar with {@code arguments} and waits, at most a minute, until it has ended. */
  public static ProcessOutcome of(List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("orchestrator-run", ".log");
    Process process = ServerJar.start(List.of("-Xmx256m"), arguments, environment, output);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it still runs after a minute:\n" + Files.readString(output));
      }
      return new ProcessOutcome(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  /** The lines that are not blank. */
  public List<String> lines() {
    return output.lines().filter(line -> !line.isBlank()).toList();
  }
}
