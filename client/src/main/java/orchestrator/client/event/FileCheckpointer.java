package orchestrator.client.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Keeps a checkpoint in a file. */
final class FileCheckpointer implements Checkpointer {
  private final Path file;
  private final Path next;

  FileCheckpointer(Path file) {
    this.file = file.toAbsolutePath();
    this.next = this.file.resolveSibling(file.getFileName() + ".next");
  }

  /** An empty file, which a power failure may leave, means that nothing is known. */
  @Override
  public Optional<String> load() throws IOException {
    try {
      return Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void store(String eventId) throws IOException {
    Files.writeString(next, eventId + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
