package orchestrator.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.text.PlainYaml;

/**
 * Holds the named contexts of a person, as they are in a file: for each the settings that it has,
 * by their names without dashes. One of them may be in use.
 *
 * @param file where they are kept
 * @param current the name of the one in use, if any
 * @param all by name
 */
public record Contexts(Path file, Optional<String> current, Map<String, Map<String, String>> all) {
  private static final String CURRENT = "current";
  private static final String ALL = "contexts";

  /** Where a person's contexts are, by the variables of the process. */
  public static Path file(Map<String, String> environment) {
    Path configuration =
        Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .orElseGet(() -> Path.of(environment.getOrDefault("HOME", "."), ".config"));
    return configuration.resolve("orchestrator").resolve("contexts.yaml");
  }

  /**
   * Reads the file; none means that there are no contexts.
   *
   * @throws CommandFailedException that names the file and what is wrong there
   */
  public static Contexts read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return new Contexts(file, Optional.empty(), Map.of());
    } catch (IOException e) {
      throw wrong(file, "it cannot be read as UTF-8 text");
    }
    List<?> documents;
    try {
      documents = PlainYaml.read(text);
    } catch (IllegalArgumentException e) {
      throw wrong(file, e.getMessage());
    }
    if (documents.isEmpty() || documents.get(0) == null) {
      return new Contexts(file, Optional.empty(), Map.of());
    }
    return read(file, documents.get(0));
  }

  private static Contexts read(Path file, Object document) {
    Map<?, ?> top = map(file, "the file", document);
    for (Object key : top.keySet()) {
      if (!key.equals(CURRENT) && !key.equals(ALL)) {
        throw wrong(file, key + " is neither " + CURRENT + " nor " + ALL);
      }
    }
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    if (top.get(ALL) != null) {
      map(file, ALL, top.get(ALL))
          .forEach((name, settings) -> all.put(name.toString(), settings(file, name, settings)));
    }
    Optional<String> current = Optional.ofNullable(top.get(CURRENT)).map(Object::toString);
    current
        .filter(name -> !all.containsKey(name))
        .ifPresent(
            name -> {
              throw wrong(file, CURRENT + " is " + name + ", and there is no such context");
            });
    return new Contexts(file, current, all);
  }

  private static Map<String, String> settings(Path file, Object name, Object settings) {
    Map<String, String> read = new LinkedHashMap<>();
    map(file, "context " + name, settings)
        .forEach(
            (setting, value) -> {
              if (!Connection.SETTINGS.contains(setting.toString())) {
                throw wrong(
                    file,
                    "context %s: %s is no setting; there are %s"
                        .formatted(name, setting, String.join(", ", Connection.SETTINGS)));
              }
              if (!(value instanceof String text)) {
                throw wrong(file, "context " + name + ": " + setting + " must have a value");
              }
              read.put(setting.toString(), text);
            });
    return read;
  }

  private static Map<?, ?> map(Path file, String what, Object value) {
    if (value instanceof Map<?, ?> map
        && map.keySet().stream().allMatch(String.class::isInstance)) {
      return map;
    }
    throw wrong(file, what + " must be pairs of a name and a value");
  }

  private static CommandFailedException wrong(Path file, String what) {
    return CommandFailedException.wrongUse(file + ": " + what);
  }

  /**
   * The settings of a context.
   *
   * @throws CommandFailedException that lists the names, when there is none of this one
   */
  public Map<String, String> get(String name) {
    Map<String, String> settings = all.get(name);
    if (settings == null) {
      throw CommandFailedException.wrongUse(
          "there is no context "
              + name
              + (all.isEmpty()
                  ? "; orchestrator context add makes one"
                  : "; there are " + String.join(", ", all.keySet())));
    }
    return settings;
  }

  /** With this one added, or in the place of one of that name. */
  public Contexts with(String name, Map<String, String> settings) {
    Map<String, Map<String, String>> more = new LinkedHashMap<>(all);
    more.put(name, settings);
    return new Contexts(file, current, more);
  }

  /** Without the one of this name. */
  public Contexts without(String name) {
    get(name);
    Map<String, Map<String, String>> fewer = new LinkedHashMap<>(all);
    fewer.remove(name);
    return new Contexts(file, current.filter(used -> !used.equals(name)), fewer);
  }

  /** With this one in use. */
  public Contexts using(String name) {
    get(name);
    return new Contexts(file, Optional.of(name), all);
  }

  /**
   * Writes the file as a whole, so that a crash leaves the old one or the new one; only its owner
   * may read it.
   */
  public void write() {
    Map<String, Object> document = new LinkedHashMap<>();
    current.ifPresent(name -> document.put(CURRENT, name));
    document.put(ALL, all);
    try {
      // What is linked from elsewhere, as people keep such files, stays linked.
      Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path folder = Files.createDirectories(real.getParent());
      Path next = Files.createTempFile(folder, "contexts", ".next", ownerOnly(folder));
      try {
        Files.writeString(next, PlainYaml.write(document));
        Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException e) {
      throw new CommandFailedException(Exit.FAILED, file + " cannot be written: " + e.getMessage());
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
