package orchestrator.executor.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes named pipes, many at a time, since a program makes them.
 *
 * <p>The JDK's own pipes have two faults here: a read of them holds a thread until the last process
 * that writes has ended, and what a process that is left behind writes is read into memory, as much
 * as there is, when its parent ends.
 */
final class Pipes {
  private static final int AT_A_TIME = 32;
  private static final long SECONDS = 10;

  private final Path folder;
  private final String program;
  private final Deque<Path> made = new ArrayDeque<>();
  private long counter;

  /** Pipes in this folder, made by this program. */
  Pipes(Path folder, String program) {
    this.folder = folder;
    this.program = program;
  }

  /** A pipe that nobody else has; whoever takes it opens it and removes it. */
  synchronized Path take() throws IOException {
    if (made.isEmpty()) {
      make();
    }
    return made.removeFirst();
  }

  private void make() throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "-m", "600"));
    List<Path> pipes = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      Path pipe = folder.resolve("pipe-" + counter++);
      pipes.add(pipe);
      command.add(pipe.toString());
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("no named pipes can be made in " + folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while named pipes were made", e);
    }
    made.addAll(pipes);
  }
}
