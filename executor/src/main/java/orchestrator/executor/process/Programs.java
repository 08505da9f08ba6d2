package orchestrator.executor.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds programs as a shell does: by the search path, unless there is a slash in the name. */
public final class Programs {
  private final String path;

  /** Searches as this environment says. */
  public Programs(Map<String, String> environment) {
    path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  /** The file that a name stands for, if there is one that may be executed. */
  public Optional<Path> find(String name) {
    try {
      if (name.contains("/")) {
        return executable(Path.of(name));
      }
      if (name.isEmpty()) {
        return Optional.empty();
      }
      for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
        Optional<Path> found = executable(Path.of(folder, name));
        if (found.isPresent()) {
          return found;
        }
      }
    } catch (InvalidPathException e) {
      // No file has such a name.
    }
    return Optional.empty();
  }

  private static Optional<Path> executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.of(file.toAbsolutePath())
        : Optional.empty();
  }
}
