package orchestrator.scenario.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines of JSON to a file, each at once. When the disk is full, that is said once and what
 * should have been written is lost; writing goes on when there is room again, after the last whole
 * line. For one thread at a time.
 */
final class LineFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

  private final Path path;
  private final boolean isNew;
  // A channel would be closed by the interrupt of a thread that only makes a remark.
  private final RandomAccessFile file;
  private long length;
  private long lost;
  private boolean isResting;
  private volatile Optional<String> fault = Optional.empty();

  /** Writes to a file that is there. */
  LineFile(Path path) throws IOException {
    this(path, false);
  }

  private LineFile(Path path, boolean isNew) throws IOException {
    this.path = path;
    this.isNew = isNew;
    file = new RandomAccessFile(path.toFile(), "rw");
  }

  /**
   * Begins a file.
   *
   * @throws IOException when it is there already, or cannot be made
   */
  static LineFile begin(Path path) throws IOException {
    return new LineFile(Files.createFile(path), true);
  }

  /** How many bytes were written. */
  long length() {
    return length;
  }

  /** Why not all of it was written; empty if it was. */
  Optional<String> fault() {
    return fault;
  }

  /** Tries again to write, if that has failed. */
  void wake() {
    isResting = false;
  }

  void write(ObjectNode json) {
    if (isResting) {
      lost++;
      return;
    }
    try {
      byte[] line = bytes(json);
      file.seek(length);
      file.write(line);
      length += line.length;
    } catch (IOException e) {
      lost++;
      isResting = true;
      if (fault.isEmpty()) {
        LOG.warn("The report {} cannot be written: {}", path, e.getMessage());
      }
      fault = Optional.of("The report cannot be written whole: " + e.getMessage());
    }
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return (ReportJson.MAPPER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines were not written. */
  long lost() {
    return lost;
  }

  /** A file that was begun here, and into which nothing could be written, is removed. */
  @Override
  public void close() throws IOException {
    file.close();
    if (isNew && length == 0) {
      Files.deleteIfExists(path);
    }
  }
}
