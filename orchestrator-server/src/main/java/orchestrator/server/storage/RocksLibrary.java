package orchestrator.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native library, which has to be a file while it is loaded. The build leaves one
 * beside the jar, for quicker starts; the property {@code orchestrator.native} names another folder
 * to take it from.
 *
 * <p>Where there is none it is unpacked into a new folder that only this user may enter, and
 * removed as soon as it is loaded; the process keeps what it has mapped. So no two processes share
 * such a file, and none loads what another user or an unpacking that was cut off has left.
 */
public final class RocksLibrary {
  private static final String PREFIX = "orchestrator-native-";
  private static final String UNPACKED = "orchestrator.native";

  /** A process that lives needs its folder for moments only. */
  private static final Duration LEFT_BEHIND = Duration.ofMinutes(10);

  private static final int ROOT = 0;
  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int STICKY = 01000;

  private RocksLibrary() {}

  /**
   * Loads it unless it is loaded. To be called before anything else of RocksDB, which would fail
   * with errors that tell an operator nothing.
   *
   * @param own folders that no other process uses, to be tried before the one for temporary files
   *     and the user's home
   * @throws StorageException when none can be written and run from, or the machine is of a kind
   *     that the library is not made for
   */
  static synchronized void load(List<Path> own) {
    own.forEach(folder -> removeLeftBehind(folder, Duration.ZERO));
    List<String> failures = new ArrayList<>();
    if (loadUnpacked(failures)) {
      return;
    }
    List<Path> all = new ArrayList<>(own);
    all.add(Path.of(System.getProperty("java.io.tmpdir")));
    all.add(Path.of(System.getProperty("user.home")));
    for (Path place : all) {
      try {
        loadFrom(place);
        return;
      } catch (IOException | RuntimeException | LinkageError e) {
        failures.add(place + " (" + reason(e) + ")");
      }
    }
    throw new StorageException(
        "RocksDB's library cannot be loaded; set JAVA_OPTS=-Djava.io.tmpdir=FOLDER to a folder to"
            + " write and run from; tried "
            + String.join(", ", failures));
  }

  /**
   * Unpacks it beside the jar that this process runs, from where later processes load it.
   *
   * @throws IOException when it cannot be written there, or this process runs no jar
   */
  public static void unpackBesideJar() throws IOException {
    Path jar = jar().orElseThrow(() -> new IOException("this process does not run a jar"));
    Path library = besideJar(jar);
    Path part = library.resolveSibling("unpacking");
    Files.createDirectories(library.getParent());
    try (InputStream packed =
        RocksDB.class.getResourceAsStream("/" + Environment.getJniLibraryFileName("rocksdb"))) {
      if (packed == null) {
        throw new IOException("RocksDB has no library for this machine");
      }
      Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
    }
    // Who is killed before leaves nothing that would be loaded.
    Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean loadUnpacked(List<String> failures) {
    try {
      Optional<Path> folder = unpackedFolder();
      if (folder.isEmpty()) {
        return false;
      }
      RocksDB.loadLibrary(List.of(folder.get().toAbsolutePath().toString()));
      return true;
    } catch (IOException | RuntimeException | LinkageError e) {
      failures.add("the one unpacked before (" + reason(e) + ")");
      return false;
    }
  }

  private static Optional<Path> unpackedFolder() throws IOException {
    String named = System.getProperty(UNPACKED);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    Optional<Path> jar = jar();
    if (jar.isEmpty()) {
      return Optional.empty();
    }
    Path library = besideJar(jar.get());
    // Whoever may write the jar is trusted with the library too.
    return Files.exists(library) && Files.getOwner(library).equals(Files.getOwner(jar.get()))
        ? Optional.ofNullable(library.getParent())
        : Optional.empty();
  }

  private static Optional<Path> jar() {
    try {
      Path code =
          Path.of(RocksLibrary.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.of(code).filter(Files::isRegularFile);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * The file has the name that RocksDB looks for. Its folder tells the size of the jar, since
   * another jar may have another RocksDB.
   */
  private static Path besideJar(Path jar) throws IOException {
    String name = jar.getFileName().toString().replaceFirst("\\.jar$", "") + ".native";
    return jar.resolveSibling(name)
        .resolve(String.valueOf(Files.size(jar)))
        .resolve(Environment.getJniLibraryFileName("rocksdbjni"));
  }

  private static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.isEmpty() ? failure.getClass().getSimpleName() : message;
  }

  private static void loadFrom(Path place) throws IOException {
    removeLeftBehind(place, LEFT_BEHIND);
    // Open to its owner only, where the file system knows owners.
    Path folder = Files.createTempDirectory(place, PREFIX);
    try {
      requireSafe(place, folder);
      NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
      RocksDB.loadLibrary();
    } finally {
      remove(folder);
    }
  }

  /** Where others may rename what is ours, they could put their own library in its place. */
  private static void requireSafe(Path place, Path ours) throws IOException {
    if (!place.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    int mode = attribute(place, "mode");
    int owner = attribute(place, "uid");
    boolean shared = (mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0;
    if (shared || (owner != ROOT && owner != attribute(ours, "uid"))) {
      throw new IOException("other users may write there");
    }
  }

  private static int attribute(Path path, String name) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:" + name);
  }

  /** A process that is killed while it loads the library leaves it. */
  private static void removeLeftBehind(Path place, Duration age) {
    FileTime latest = FileTime.from(Instant.now().minus(age));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(place, PREFIX + "*")) {
      for (Path folder : found) {
        if (Files.getLastModifiedTime(folder).compareTo(latest) < 0) {
          remove(folder);
        }
      }
    } catch (IOException e) {
      // What can be used is found out when it is.
    }
  }

  /** Windows lets nobody remove what is loaded; there RocksDB's own loader does so at the end. */
  private static void remove(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Another user's, or in use.
      folder.toFile().deleteOnExit();
    }
  }
}
