package orchestrator.graph.run;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps small files by their content: a file's name is the SHA-256 of what is in it, so that the
 * same is kept once, and what was changed is not taken for what it was.
 */
public final class ArtifactStore {
  private final Path folder;

  /**
   * Opens the store in a folder.
   *
   * @param folder made when it is missing
   */
  public ArtifactStore(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /**
   * Keeps bytes; when this returns they outlast a crash of the machine.
   *
   * @return the checksum, 64 hexadecimal digits
   * @throws UncheckedIOException when they cannot be written
   */
  public String put(byte[] content) {
    String checksum = Hashing.sha256().hashBytes(content).toString();
    Path file = file(checksum);
    try {
      if (!Files.exists(file)) {
        write(file, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("artefact " + checksum + " cannot be written", e);
    }
    return checksum;
  }

  private void write(Path file, byte[] content) throws IOException {
    Path shelf = file.getParent();
    boolean isNew = !Files.exists(shelf);
    Files.createDirectories(shelf);
    Path part = Files.createTempFile(folder, "part-", "");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    sync(shelf);
    if (isNew) {
      sync(folder);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * The bytes with a checksum; empty when they are not here, or are no longer what they were.
   *
   * @throws UncheckedIOException when they cannot be read
   */
  public Optional<byte[]> get(String checksum) {
    if (!checksum.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    try {
      byte[] content = Files.readAllBytes(file(checksum));
      return Optional.of(content)
          .filter(read -> Hashing.sha256().hashBytes(read).toString().equals(checksum));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("artefact " + checksum + " cannot be read", e);
    }
  }

  /** The file of an artefact that is here. */
  Path file(String checksum) {
    return folder.resolve(checksum.substring(0, 2)).resolve(checksum.substring(2));
  }
}
