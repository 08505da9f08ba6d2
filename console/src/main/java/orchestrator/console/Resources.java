package orchestrator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Holds the console's files by their paths, as they are in the jar or the folder of classes, and a
 * name that changes with any of them.
 */
final class Resources {
  /** The page that all addresses of the console show. */
  static final String INDEX = "index.html";

  /** Where the one library is among the files; it is in a jar of its own. */
  static final String LIBRARY = "lib/htm.js";

  private static final String FOLDER = "orchestrator/console/";
  private static final String LIBRARY_IN_JAR =
      "/META-INF/resources/_static/htm/%s/preact/standalone.module.js";

  private final SortedMap<String, byte[]> files;
  private final String version;

  private Resources(SortedMap<String, byte[]> files) {
    this.files = files;
    this.version = hash(files);
  }

  /** Reads all of them. */
  static Resources read() {
    try {
      SortedMap<String, byte[]> files = new TreeMap<>();
      URL index = Resources.class.getResource(INDEX);
      if (index == null) {
        throw missing(INDEX);
      }
      URLConnection connection = index.openConnection();
      if (connection instanceof JarURLConnection jar) {
        // Kept open by nobody: the next look opens it anew.
        jar.setUseCaches(false);
        try (JarFile file = jar.getJarFile()) {
          fromJar(file, files);
        }
      } else {
        fromFolder(folder(index), files);
      }
      files.put(LIBRARY, resource(LIBRARY_IN_JAR.formatted(libraryVersion())));
      return new Resources(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fromJar(JarFile jar, Map<String, byte[]> files) throws IOException {
    for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
      String name = entry.getName();
      if (name.startsWith(FOLDER) && !entry.isDirectory() && isServed(name)) {
        try (InputStream in = jar.getInputStream(entry)) {
          files.put(name.substring(FOLDER.length()), in.readAllBytes());
        }
      }
    }
  }

  private static Path folder(URL index) {
    return Optional.ofNullable(Path.of(URI.create(index.toString())).getParent())
        .orElseThrow(() -> missing(INDEX));
  }

  private static void fromFolder(Path folder, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (isServed(name)) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
  }

  private static boolean isServed(String name) {
    return FileType.of(name).isPresent();
  }

  private static String libraryVersion() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = stream("versions.properties")) {
      versions.load(in);
    }
    return versions.getProperty("htm");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = stream(name)) {
      return in.readAllBytes();
    }
  }

  private static InputStream stream(String name) {
    return Optional.ofNullable(Resources.class.getResourceAsStream(name))
        .orElseThrow(() -> missing(name));
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException("the resource " + name + " is missing");
  }

  private static String hash(SortedMap<String, byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, content) -> {
            digest.update((name + "\0" + content.length + "\0").getBytes(UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The paths and contents of all files, not to be changed. */
  SortedMap<String, byte[]> files() {
    return files;
  }

  /** The content of a file. */
  Optional<byte[]> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** A name for this state of all files. */
  String version() {
    return version;
  }
}
