package orchestrator.demo.hospital;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import orchestrator.client.spec.Addressables;
import orchestrator.proto.Addressable;

/**
 * A folder that all hospitals can reach, where models and the like travel as files.
 *
 * <p>The storage address {@code https://artefacts.example/A/B/C} is the file {@code A/B/C} below
 * the folder: the host is only there because an address must have one, and {@code .example} belongs
 * to nobody. A file never counts without its checksum: {@link #read} refuses one whose SHA-256 is
 * not the registered one.
 *
 * @param folder made when it is first written to
 */
public record ArtefactStore(Path folder) {

  private static final String BASE = "https://artefacts.example/";

  /** A store in a folder, however that is named. */
  public ArtefactStore {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Writes a file in one step, so that no reader ever sees half of it; one of the same name is
   * replaced.
   *
   * @param organization whose file it is, any text
   * @param name its path among the organization's files
   * @return its checksum and storage address, to be registered
   */
  Addressable write(String organization, String name, String text) {
    String path = path(organization, name);
    Path file = folder.resolve(path);
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return Addressables.of(text, BASE + path);
  }

  /**
   * Reads the file at an address.
   *
   * @throws IllegalStateException when it is missing, or its SHA-256 is not the checksum
   */
  String read(Addressable address) {
    Path file = file(address.getStorageAddress());
    try {
      byte[] bytes = Files.readAllBytes(file);
      String found = Addressables.checksum(bytes);
      if (!found.equals(address.getChecksum())) {
        throw new IllegalStateException(
            "the file %s has the SHA-256 %s, but %s is registered"
                .formatted(file, found, address.getChecksum()));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IllegalStateException("the file " + file + " is missing", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Removes a file by what it was written as; one that is not there is removed already. */
  void remove(String organization, String name) {
    Path file = folder.resolve(path(organization, name));
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  private Path file(String address) {
    if (!address.startsWith(BASE)) {
      throw new IllegalStateException("the address " + address + " is not one of this store");
    }
    Path file = folder.resolve(URI.create(address).getRawPath().substring(1)).normalize();
    if (!file.startsWith(folder)) {
      throw new IllegalStateException("the address " + address + " leads out of the store");
    }
    return file;
  }

  private static String path(String organization, String name) {
    // URL encoding leaves dots alone, but a folder named ".." would lead out of the store.
    String own = URLEncoder.encode(organization, StandardCharsets.UTF_8).replace(".", "%2E");
    return own + "/" + name;
  }
}
