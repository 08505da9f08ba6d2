package orchestrator.graph.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Holds a runner's folder for one process, and the name under which the runner is known, which
 * outlasts its restarts.
 */
final class RunnerFolder implements AutoCloseable {
  private final FileChannel file;
  private final FileLock lock;
  private final String id;

  /**
   * Takes the folder.
   *
   * @throws IOException when another process has it, or it cannot be used
   */
  RunnerFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path name = folder.resolve("runner");
    file =
        FileChannel.open(
            name, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    lock = locked(folder);
    String kept = Files.readString(name).strip();
    if (kept.matches("[0-9a-f-]{36}")) {
      id = kept;
    } else {
      id = UUID.randomUUID().toString();
      Files.writeString(name, id);
      file.force(true);
    }
  }

  private FileLock locked(Path folder) throws IOException {
    FileLock taken;
    try {
      taken = file.tryLock();
    } catch (OverlappingFileLockException e) {
      taken = null;
    }
    if (taken == null) {
      file.close();
      throw new IOException("another runner uses the folder " + folder);
    }
    return taken;
  }

  String id() {
    return id;
  }

  @Override
  public void close() {
    try {
      lock.release();
      file.close();
    } catch (IOException e) {
      // Nobody writes to it any more.
    }
  }
}
