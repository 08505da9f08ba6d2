package orchestrator.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what commands put out: UTF-8 in any locale, as JSON must be. It keeps why that failed,
 * which a writer of Java does not tell.
 */
public final class StandardOutput {
  /** What a system says when nobody reads a pipe any more. */
  private static final String CLOSED_PIPE = "Broken pipe";

  private final FaultyStream stream;
  private final PrintWriter writer;

  StandardOutput(OutputStream out) {
    stream = new FaultyStream(out);
    writer =
        new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)));
  }

  /** The one of this process. */
  public static StandardOutput ofThisProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  /** Where commands write to. */
  public PrintWriter writer() {
    return writer;
  }

  /**
   * Writes what is left, and says in a sentence why not all could be written. Whoever ends a pipe,
   * as {@code head} does, has what it wanted: that is no fault.
   */
  public Optional<String> fault() {
    writer.flush();
    return Optional.ofNullable(stream.fault)
        .map(fault -> String.valueOf(fault.getMessage()))
        .filter(said -> !said.contains(CLOSED_PIPE))
        .map(said -> "standard output cannot be written: " + said);
  }

  /** Keeps the first fault. */
  private static final class FaultyStream extends FilterOutputStream {
    private @Nullable IOException fault;

    FaultyStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        fault = fault == null ? e : fault;
        throw e;
      }
    }
  }
}
