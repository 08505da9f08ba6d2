package orchestrator.demo.incoming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/**
 * Keeps models and predictions as files under their ids, where every worker finds them.
 *
 * @param folder is made when something is first written
 */
public record ModelFolder(Path folder) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

  /** What is kept. */
  enum Kind {
    models,
    predictions
  }

  /** Writes in one step, so that nobody ever reads half of it. */
  void write(Kind kind, String id, String text) {
    Path file = file(kind, id);
    try {
      Files.createDirectories(file.getParent());
      Path unfinished = Files.createTempFile(file.getParent(), id, ".unfinished");
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Reads the file with an id.
   *
   * @throws IllegalArgumentException when it is not there
   */
  String read(Kind kind, String id) {
    Path file = file(kind, id);
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("the file " + file + " is missing", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private Path file(Kind kind, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("\"%s\" is no id for a file".formatted(id));
    }
    return folder.resolve(kind.name()).resolve(id + ".json");
  }
}
