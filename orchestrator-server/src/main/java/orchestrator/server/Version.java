package orchestrator.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import orchestrator.lib.transaction.BuildVersion;

/** Reads the version that the build wrote into this jar. */
public final class Version {
  private static final String RESOURCE = "version.txt";

  private Version() {}

  /** Reads the version of this build. */
  public static BuildVersion current() {
    try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("the build left out " + RESOURCE);
      }
      return new BuildVersion(new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
