package orchestrator.executor.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the folder of an executor that runs, with a folder in it for each try. The folder is
 * locked; one that is not is of an executor that was killed, and goes with all that still runs for
 * that one.
 */
final class WorkFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  private static final String BEGINNING = "orchestrator-executor-";
  private static final String LOCK = "lock";

  /** Those of this process, whose locks would be lost if their files were opened once more. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Optional<Path> parent;
  private final Consumer<String> abandoned;
  private Optional<Path> made = Optional.empty();
  private Optional<FileChannel> lock = Optional.empty();
  private boolean closed;

  /**
   * A folder in this one, or among the temporary files; made when it is first needed.
   *
   * @param abandoned is told the names of folders whose executors were killed
   */
  WorkFolder(Optional<Path> parent, Consumer<String> abandoned) {
    this.parent = parent;
    this.abandoned = abandoned;
  }

  synchronized Path path() throws IOException {
    if (closed) {
      throw new IOException("the executor is closed");
    }
    if (made.isEmpty()) {
      Path in =
          Files.createDirectories(
              parent.orElse(Path.of(System.getProperty("java.io.tmpdir"))).toAbsolutePath());
      removeAbandoned(in);
      Path folder = Files.createTempDirectory(in, BEGINNING);
      OWN.add(folder);
      made = Optional.of(folder);
      // Under its name only when it is locked, so that nobody ever finds it free.
      Path unnamed = folder.resolve(LOCK + ".new");
      FileChannel channel =
          FileChannel.open(unnamed, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = Optional.of(channel);
      channel.lock();
      Files.move(unnamed, folder.resolve(LOCK));
    }
    return made.get();
  }

  /** The name of the folder, which no other executor has. */
  String name() throws IOException {
    return String.valueOf(path().getFileName());
  }

  private void removeAbandoned(Path in) {
    try (var folders = Files.newDirectoryStream(in, BEGINNING + "*")) {
      for (Path folder : folders) {
        if (!OWN.contains(folder) && isAbandoned(folder)) {
          abandoned.accept(String.valueOf(folder.getFileName()));
          remove(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("the folders of killed executors cannot be looked at", e);
    }
  }

  /** Without a lock file it may be about to get one. */
  private static boolean isAbandoned(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (IOException | OverlappingFileLockException e) {
      // Another user's.
      return false;
    }
  }

  /** An empty folder for a try. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(path(), "try-");
  }

  @Override
  public synchronized void close() {
    closed = true;
    made.ifPresent(WorkFolder::remove);
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException e) {
      LOG.debug("the lock of a folder could not be closed", e);
    }
    made.ifPresent(OWN::remove);
  }

  /** Removes a folder with all that is in it, whatever that is. */
  static void remove(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes)
                throws IOException {
              if (!Files.isWritable(inner) || !Files.isExecutable(inner)) {
                Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, IOException fault)
                throws IOException {
              Files.deleteIfExists(inner);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("the folder {} could not be removed: {}", folder, e.getMessage());
    }
  }
}
