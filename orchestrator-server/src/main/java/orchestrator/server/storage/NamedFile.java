package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Remembers a file as it was found under its name, to see later whether the name stands for it
 * still.
 */
final class NamedFile {
  /** Tells files apart, whatever their names are. */
  @FunctionalInterface
  interface Keys {
    /** What the system calls the file; empty where it has no such thing. */
    Optional<Object> of(Path path) throws IOException;
  }

  static final Keys KEYS =
      path -> Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());

  private final Path path;
  private final Keys keys;
  private final Optional<Object> key;
  private final Optional<String> text;

  private NamedFile(Path path, Keys keys, Optional<String> text) throws IOException {
    this.path = path;
    this.keys = keys;
    this.key = keys.of(path);
    this.text = text;
  }

  /** The file that has this name now. It should stay open: a file that is gone lends its key. */
  static NamedFile of(Path path) throws IOException {
    return new NamedFile(path, KEYS, Optional.empty());
  }

  /** A file whose text no other has: that tells it where the system has no keys. */
  static NamedFile of(Path path, String text, Keys keys) throws IOException {
    return new NamedFile(path, keys, Optional.of(text));
  }

  /**
   * Whether the name stands for the same file.
   *
   * @throws IOException if that cannot be seen now
   */
  boolean isSame() throws IOException {
    try {
      return keys.of(path).equals(key)
          && (key.isPresent()
              || text.isEmpty()
              || Files.readString(path, UTF_8).equals(text.get()));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      if (isBelowAFile()) {
        return false;
      }
      throw e;
    }
  }

  private boolean isBelowAFile() {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (Files.isRegularFile(above)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
