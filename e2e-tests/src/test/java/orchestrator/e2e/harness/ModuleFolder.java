package orchestrator.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folders of this module. */
public final class ModuleFolder {
  private ModuleFolder() {}

  /** The module's own. Maven sets {@code basedir}; an IDE starts in it or above it. */
  public static Path path() {
    Path here = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return here.endsWith("e2e-tests") ? here : here.resolve("e2e-tests");
  }

  /** Where builds leave what they make. */
  public static Path target() {
    return path().resolve("target");
  }

  /** Where the logs of started servers are kept. Exists when this returns. */
  public static Path logs() throws IOException {
    return Files.createDirectories(target().resolve("server-logs"));
  }
}
