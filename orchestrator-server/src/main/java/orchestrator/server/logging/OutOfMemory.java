package orchestrator.server.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ends a process whose memory is used up, the heap or the direct memory of the transport. What goes
 * on after such an error does so by halves; what was acknowledged is durable.
 */
public final class OutOfMemory {
  /** The code with which the JVM itself ends under {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int CODE = 3;

  // Made before memory is short.
  private static final byte[] LINE =
      "orchestrator: the memory is used up, the process ends: ".getBytes(StandardCharsets.UTF_8);

  private OutOfMemory() {}

  /** Ends the process at once if this, or a cause of it, says that there is no memory left. */
  public static void endsTheProcess(@Nullable Throwable why) {
    int depth = 0;
    for (Throwable cause = why; cause != null && depth < 16; cause = cause.getCause(), depth++) {
      if (cause instanceof OutOfMemoryError) {
        try {
          say(String.valueOf(cause.getMessage()));
        } catch (IOException | OutOfMemoryError e) {
          // Nothing is left to say it with; the code does.
        } finally {
          Runtime.getRuntime().halt(CODE);
        }
      }
    }
  }

  /** Past the logger, which might need memory, or wait for whoever holds it. */
  @SuppressWarnings("resource") // Closing it would close standard error.
  private static void say(String what) throws IOException {
    FileOutputStream standardError = new FileOutputStream(FileDescriptor.err);
    standardError.write(LINE);
    standardError.write((what + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
  }
}
