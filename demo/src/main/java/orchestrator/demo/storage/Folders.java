package orchestrator.demo.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders that come and go. */
public final class Folders {

  private static final int MOST_TRIES = 10;

  private Folders() {}

  /** A new empty folder in the system's folder for temporary files. */
  public static Path temporary(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  /**
   * Removes a folder with all that is in it, even while others still write into it for a moment.
   * One that is not there is removed already.
   */
  public static void remove(Path folder) {
    for (int tries = 1; Files.exists(folder); tries++) {
      try {
        Files.walkFileTree(folder, new Remover());
      } catch (IOException e) {
        if (tries == MOST_TRIES) {
          throw new UncheckedIOException("cannot remove " + folder, e);
        }
      }
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
