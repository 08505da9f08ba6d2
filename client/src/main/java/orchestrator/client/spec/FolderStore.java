package orchestrator.client.spec;

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
 * Keeps what assets refer to, for organizations that reach the same folder: a mounted one, or one
 * that a web server shows under the base address.
 *
 * <pre>{@code
 * FolderStore store = new FolderStore(Path.of("/mnt/shared"), "https://store.example.org/");
 * Addressable model = store.write("MyOrg1MSP", "models/" + key, weights);
 * byte[] same = store.read(model);
 * }</pre>
 *
 * <p>The address {@code https://store.example.org/A/B/C} is the file {@code A/B/C} below the
 * folder. A file never counts without its checksum.
 */
public final class FolderStore {
  private final Path folder;
  private final String base;

  /**
   * A store in a folder, which is made when it is first written to.
   *
   * @param base a URL that ends in {@code /}
   */
  public FolderStore(Path folder, String base) {
    this.folder = folder.toAbsolutePath().normalize();
    this.base = base;
  }

  /**
   * Writes a file in one step, so that no reader ever sees half of it; one of the same name is
   * replaced.
   *
   * @param organization whose file it is, any text
   * @param name its path among the organization's files
   * @return its checksum and storage address, to be registered
   * @throws UncheckedIOException when it cannot be written
   */
  public Addressable write(String organization, String name, byte[] content) {
    String path = path(organization, name);
    Path file = folder.resolve(path);
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Files.createDirectories(file.getParent());
      Files.write(unfinished, content);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return Addressables.of(content, base + path);
  }

  /** Writes text, as UTF-8. */
  public Addressable write(String organization, String name, String text) {
    return write(organization, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the file at an address.
   *
   * @throws IllegalStateException when it is missing, or its SHA-256 is not the checksum
   * @throws UncheckedIOException when it cannot be read
   */
  public byte[] read(Addressable address) {
    Path file = file(address.getStorageAddress());
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalStateException("the file " + file + " is missing", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    String found = Addressables.checksum(content);
    if (!found.equals(address.getChecksum())) {
      throw new IllegalStateException(
          "the file %s has the SHA-256 %s, but %s is registered"
              .formatted(file, found, address.getChecksum()));
    }
    return content;
  }

  /** Reads the text, in UTF-8, at an address, as {@link #read} does. */
  public String readText(Addressable address) {
    return new String(read(address), StandardCharsets.UTF_8);
  }

  /** Removes a file by what it was written as; one that is not there is removed already. */
  public void remove(String organization, String name) {
    Path file = folder.resolve(path(organization, name));
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  private Path file(String address) {
    if (!address.startsWith(base)) {
      throw new IllegalStateException("the address " + address + " is not one of this store");
    }
    Path file = folder.resolve(URI.create(address.substring(base.length())).getRawPath());
    if (!file.normalize().startsWith(folder)) {
      throw new IllegalStateException("the address " + address + " leads out of the store");
    }
    return file.normalize();
  }

  private static String path(String organization, String name) {
    // URL encoding leaves dots alone, but a folder named ".." would lead out of the store.
    String own = URLEncoder.encode(organization, StandardCharsets.UTF_8).replace(".", "%2E");
    return own + "/" + name;
  }
}
