package orchestrator.e2e.harness;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Signals that end a process, by their names without {@code SIG}. */
public final class Signals {
  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

  private Signals() {}

  /** What a shell calls the end by a signal. */
  public static int exitCode(String signal) {
    return 128 + NUMBERS.get(signal);
  }

  /** Sends one to a process. */
  public static void send(String signal, Process process) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("no SIG" + signal + " to " + process.pid() + ": kill answers " + code);
    }
  }

  /** A shell's background jobs inherit that SIGINT is ignored, and a JVM leaves it so. */
  public static void assumeIsNotIgnored(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      long ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
              .findFirst()
              .orElse(0);
      assumeFalse((ignored >> (NUMBERS.get(signal) - 1) & 1) == 1, "SIG" + signal + " is ignored");
    }
  }
}
