package orchestrator.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How many commits were acknowledged, beside the log that holds them.
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
  private long commits;

  private CommitMark(FileChannel file) {
    this.file = file;
  }

  private void read() throws IOException {
    file.read(buffer, 0);
    // A power failure may have left it torn: then nothing is known.
    if (buffer.position() == SIZE && buffer.getInt(Long.BYTES) == checksum()) {
      commits = buffer.getLong(0);
    }
  }

  static CommitMark open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      CommitMark mark = new CommitMark(file);
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

  void set(long count) throws IOException {
    commits = count;
    buffer.clear().putLong(count);
    buffer.putInt(checksum()).flip();
    file.write(buffer, 0);
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
