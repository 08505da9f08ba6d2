package orchestrator.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Counts the commits that were acknowledged, beside the log that holds them.
 *
 * <p>The end of a log cannot tell a commit that was being written when the process died from an
 * acknowledged one that was cut off later. This number can: it is set after each commit, before
 * anybody is told. It is not synced, so after a power failure it may be too small, which only makes
 * the check weaker; it is never too great.
 */
final class CommitMark implements AutoCloseable {
  private static final int SIZE = Long.BYTES + Integer.BYTES;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(SIZE);
  private final ByteBuffer found = ByteBuffer.allocate(SIZE);
  private final NamedFile name;
  private long commits;
  private boolean known = true;

  private CommitMark(FileChannel file, NamedFile name) {
    this.file = file;
    this.name = name;
  }

  private void read() throws IOException {
    file.read(buffer, 0);
    // A power failure may have left it torn: then nothing is known.
    if (buffer.position() == SIZE && buffer.getInt(Long.BYTES) == checksum()) {
      commits = buffer.getLong(0);
    }
    buffer.flip();
  }

  static CommitMark open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      CommitMark mark = new CommitMark(file, NamedFile.of(path));
      mark.read();
      return mark;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  long commits() {
    return commits;
  }

  /** The file, as it was opened. */
  NamedFile name() {
    return name;
  }

  /** Whether it holds what was read or set here last: else somebody has written over the folder. */
  boolean isOwn() throws IOException {
    if (!known) {
      return true;
    }
    found.clear();
    file.read(found, 0);
    return found.flip().equals(buffer.rewind());
  }

  void set(long count) throws IOException {
    commits = count;
    buffer.clear().putLong(count);
    buffer.putInt(checksum()).flip();
    // What is left of a write that fails, nobody knows.
    known = false;
    file.write(buffer, 0);
    known = !buffer.hasRemaining();
    buffer.rewind();
  }

  private int checksum() {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.array(), 0, Long.BYTES);
    return (int) checksum.getValue();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new StorageException("the commit mark cannot be closed", e);
    }
  }
}
