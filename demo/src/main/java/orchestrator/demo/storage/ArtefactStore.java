package orchestrator.demo.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import orchestrator.proto.Addressable;

/**
 * A folder that all hospitals can reach, where models and the like travel as files.
 *
 * <p>The storage address {@code https://artefacts.example/A/B/C} is the file {@code A/B/C} below
 * the folder: the host is only there because an address must have one, and {@code .example} belongs
 * to nobody. A file never counts without its checksum: {@link #read} refuses one whose SHA-256 is
 * not the registered one.
 */
public final class ArtefactStore {

  private static final String BASE = "https://artefacts.example/";

  private final Path folder;

  /** A store in a folder, which is made when it is first written to. */
  public ArtefactStore(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Writes a file in one step, so that no reader ever sees half of it; one of the same name is
   * replaced.
   *
   * @param organization whose file it is, any text
   * @param kind what it is, a plain word
   * @param name its name, without {@code /}
   * @return its checksum and storage address, to be registered
   */
  public Addressable write(String organization, String kind, String name, String text) {
    String path = path(organization, kind, name);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve(path);
    Path unfinished = file.resolveSibling(name + ".unfinished");
    try {
      Files.createDirectories(file.getParent());
      Files.write(unfinished, bytes);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return Addressable.newBuilder()
        .setChecksum(Sha256.of(bytes))
        .setStorageAddress(BASE + path)
        .build();
  }

  /**
   * Reads the file at an address.
   *
   * @throws BrokenArtefactException when it is missing, or its SHA-256 is not the checksum
   */
  public String read(Addressable address) {
    Path file = file(address);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BrokenArtefactException("the file " + file + " is missing");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    String found = Sha256.of(bytes);
    if (!found.equals(address.getChecksum())) {
      throw new BrokenArtefactException(
          "the file %s has the SHA-256 %s, but %s is registered"
              .formatted(file, found, address.getChecksum()));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Removes a file by what it was written as; one that is not there is removed already. */
  public void remove(String organization, String kind, String name) {
    Path file = folder.resolve(path(organization, kind, name));
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  private Path file(Addressable address) {
    String text = address.getStorageAddress();
    if (!text.startsWith(BASE)) {
      throw new BrokenArtefactException("the address " + text + " is not one of this store");
    }
    Path file = folder.resolve(URI.create(text).getRawPath().substring(1)).normalize();
    if (!file.startsWith(folder)) {
      throw new BrokenArtefactException("the address " + text + " leads out of the store");
    }
    return file;
  }

  private static String path(String organization, String kind, String name) {
    // URL encoding leaves dots alone, but a folder named ".." would lead out of the store.
    String folder = URLEncoder.encode(organization, StandardCharsets.UTF_8).replace(".", "%2E");
    return folder + "/" + kind + "/" + name;
  }
}
