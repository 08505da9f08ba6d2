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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what commands put out: UTF-8 in any locale, as JSON must be. It keeps why that failed,
 * which a writer of Java does not tell.
 */
public final class StandardOutput {
  /** Of a file's mode: its kind, and two kinds. */
  private static final int KIND = 0xF000;

  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  private final FaultyStream stream;
  private final PrintWriter writer;
  private final BooleanSupplier hasReader;

  StandardOutput(OutputStream out, BooleanSupplier hasReader) {
    this.hasReader = hasReader;
    stream = new FaultyStream(out);
    writer =
        new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)));
  }

  /** The one of this process. */
  public static StandardOutput ofThisProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out), StandardOutput::isRead);
  }

  /** By its kind, since the words for a closed pipe are in the language of the machine. */
  private static boolean isRead() {
    try {
      int kind = (Integer) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & KIND;
      return kind == PIPE || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Where commands write to. */
  public PrintWriter writer() {
    return writer;
  }

  /**
   * Writes what is left, and says in a sentence why not all could be written. Whoever reads a pipe
   * and ends it, as {@code head} does, has what it wanted: that is no fault.
   */
  public Optional<String> fault() {
    writer.flush();
    return Optional.ofNullable(stream.fault)
        .filter(fault -> !hasReader.getAsBoolean())
        .map(fault -> "standard output cannot be written: " + fault.getMessage());
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
