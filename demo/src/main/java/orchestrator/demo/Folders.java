package orchestrator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Makes temporary folders, and removes them. */
final class Folders {
  private static final int MOST_TRIES = 10;

  private Folders() {}

  /** A new empty folder in the system's folder for temporary files. */
  static Path temporary(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  /**
   * Removes a folder with all that is in it, even while others still write into it for a moment.
   */
  static void remove(Path folder) {
    for (int tries = 1; Files.exists(folder); tries++) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (IOException | UncheckedIOException e) {
        if (tries == MOST_TRIES) {
          throw new UncheckedIOException("cannot remove " + folder, new IOException(e));
        }
      }
    }
  }
}
