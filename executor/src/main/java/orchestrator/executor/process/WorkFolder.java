package orchestrator.executor.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the folder of an executor that runs, with a folder in it for each try. */
final class WorkFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  private final Optional<Path> parent;
  private Optional<Path> made = Optional.empty();
  private boolean closed;

  /** A folder in this one, or among the temporary files; made when it is first needed. */
  WorkFolder(Optional<Path> parent) {
    this.parent = parent;
  }

  synchronized Path path() throws IOException {
    if (closed) {
      throw new IOException("the executor is closed");
    }
    if (made.isEmpty()) {
      String name = "orchestrator-executor-";
      made =
          Optional.of(
              parent.isPresent()
                  ? Files.createTempDirectory(Files.createDirectories(parent.get()), name)
                  : Files.createTempDirectory(name));
    }
    return made.get();
  }

  /** An empty folder for a try. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(path(), "try-");
  }

  @Override
  public synchronized void close() {
    closed = true;
    made.ifPresent(WorkFolder::remove);
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
