package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Locks a file, and writes a short text into it.
 *
 * <p>POSIX takes a process's lock away as soon as the process closes the file, through whatever
 * descriptor. So one process opens such a file once only, and reads it through the lock.
 */
final class FolderLock implements AutoCloseable {
  private static final int LONGEST = 256;
  private static final Set<Object> HELD = new HashSet<>();

  private final FileChannel file;
  private final Object key;

  private FolderLock(FileChannel file, Object key) {
    this.file = file;
    this.key = key;
  }

  /**
   * Locks a file of a folder; makes it where it is missing.
   *
   * @throws StorageException if another server has it
   */
  static FolderLock of(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    synchronized (HELD) {
      if (Files.exists(path) && HELD.contains(key(path))) {
        throw inUse(folder);
      }
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        NamedFile opened = NamedFile.of(path);
        // Who has put another file in the place meanwhile may have locked that one.
        if (file.tryLock() == null || !opened.isSame()) {
          throw inUse(folder);
        }
        Object key = key(path);
        HELD.add(key);
        return new FolderLock(file, key);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    }
  }

  private static Object key(Path path) throws IOException {
    return NamedFile.KEYS.of(path).orElse(path.toRealPath());
  }

  static StorageException inUse(Path folder) {
    return new StorageException("data folder " + folder + " is in use by another server");
  }

  /** The text, without blanks around it. */
  String read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    file.read(bytes, 0);
    return UTF_8.decode(bytes.flip()).toString().strip();
  }

  /** Writes a first text, or one as long as that which is there, durably. */
  void write(String text) throws IOException {
    file.write(UTF_8.encode(text), 0);
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(key);
      file.close();
    }
  }
}
