package orchestrator.executor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.ExecutorSettings.Places;

/** Makes settings that differ from the defaults in what a test is about. */
public final class TestSettings {
  private TestSettings() {}

  /** The engine shell, which starts only these programs. */
  public static Allowed onlyPrograms(String... names) {
    return allowed("shell", List.of(names), List.of(), List.of(), List.of());
  }

  /** The engine shell, which starts only programs in these folders. */
  public static Allowed onlyFolders(Path... folders) {
    return allowed("shell", List.of(), List.of(folders), List.of(), List.of());
  }

  /** The engine container, which starts only images that begin like one of these. */
  public static Allowed onlyImages(String... beginnings) {
    return allowed("container", List.of(), List.of(), List.of(beginnings), List.of());
  }

  /** The engine http, which calls only these. */
  public static Allowed onlyHttpHosts(String... hosts) {
    return allowed("http", List.of(), List.of(), List.of(), List.of(hosts));
  }

  private static Allowed allowed(
      String engine,
      List<String> programs,
      List<Path> folders,
      List<String> images,
      List<String> httpHosts) {
    return new Allowed(new TreeSet<>(List.of(engine)), programs, folders, images, httpHosts);
  }

  /** Tries have their folders in this one. */
  public static Places workIn(Path folder) {
    return places(Optional.of(folder), Optional.empty(), Places.DEFAULT.environment());
  }

  /** All tries run in this folder. */
  public static Places runIn(Path folder) {
    return places(Optional.empty(), Optional.of(folder), Places.DEFAULT.environment());
  }

  /** Programs inherit from this environment. */
  public static Places environment(Map<String, String> variables) {
    return places(Optional.empty(), Optional.empty(), variables);
  }

  private static Places places(
      Optional<Path> work, Optional<Path> runIn, Map<String, String> environment) {
    return new Places(
        work, runIn, Places.DEFAULT.hosts(), Places.DEFAULT.knownHosts(), environment);
  }
}
