package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds all of a server's state. Locked while it is open, so that it has one server
 * at a time, and marked with the version of its format.
 */
public final class DataFolder implements AutoCloseable {
  private static final int FORMAT = 1;

  /** File systems take 255 bytes. */
  private static final int LONGEST_NAME = 200;

  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens the folder; makes it where it is missing.
   *
   * @throws StorageException with a sentence for the operator: another server has it, its format is
   *     newer, or it cannot be used
   */
  public static DataFolder open(Path folder) {
    try {
      Durable.createFolder(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (tryLock(lock) == null) {
          throw new StorageException("data folder " + folder + " is in use by another server");
        }
        checkFormat(folder);
        return new DataFolder(folder, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StorageException("data folder " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void checkFormat(Path folder) throws IOException {
    Path file = folder.resolve("format");
    if (!Files.exists(file)) {
      Durable.createFile(file, FORMAT + "\n");
    }
    String found = Files.readString(file, UTF_8).strip();
    if (!found.equals(Integer.toString(FORMAT))) {
      throw new StorageException(
          "data folder %s has format %s, and this version reads format %d"
              .formatted(folder, found, FORMAT));
    }
  }

  /** The folder of a channel's state, the same for the same name always. */
  public Path channel(String name) {
    return folder.resolve("channels").resolve(fileName(name));
  }

  /** The folder of a channel's view of a state that is held elsewhere: a cache. */
  public Path view(String channel) {
    return folder.resolve("views").resolve(fileName(channel));
  }

  private static String fileName(String channel) {
    return EscapedName.of(channel, '%', LONGEST_NAME);
  }

  /** What tells this folder from those of other servers, for as long as it lives. */
  public String id() {
    Path file = folder.resolve("id");
    try {
      if (!Files.exists(file)) {
        Durable.createFile(file, UUID.randomUUID() + "\n");
      }
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new StorageException(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageException("the lock of " + folder + " cannot be released", e);
    }
  }
}
