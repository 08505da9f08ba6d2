package orchestrator.demo.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps what a service has done, a line for each hop, in a file that outlives its process. A hop
 * may come twice; what it asks for is done once.
 */
public final class Book {
  private final Path file;
  private final Map<String, String> entries;

  /** Opens the book in a file; a missing one is empty. */
  Book(Path file) {
    this.file = file;
    this.entries = read(file);
  }

  /** What was done for a hop; done now, and written down, if it is new. */
  synchronized String once(String hop, Supplier<String> work) {
    String known = entries.get(hop);
    if (known != null) {
      return known;
    }
    String done = work.get();
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          hop + "\t" + done + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.DSYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the book " + file, e);
    }
    entries.put(hop, done);
    return done;
  }

  /** What was done so far, by hop. */
  synchronized Map<String, String> entries() {
    return new LinkedHashMap<>(entries);
  }

  /** Reads the book in a file. */
  public static Map<String, String> read(Path file) {
    Map<String, String> entries = new LinkedHashMap<>();
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          List<String> parts = List.of(line.split("\t", 2));
          entries.put(parts.get(0), parts.get(parts.size() - 1));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the book " + file, e);
      }
    }
    return entries;
  }
}
