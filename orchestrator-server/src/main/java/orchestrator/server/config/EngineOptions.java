package orchestrator.server.config;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Declares an engine to the settings: its name, and the settings that only it has. It is found by
 * its name, as a service of this type on the class path.
 */
public interface EngineOptions {
  /** All that are there, in the order of their services. */
  List<EngineOptions> INSTALLED =
      ServiceLoader.load(EngineOptions.class).stream().map(ServiceLoader.Provider::get).toList();

  /** As {@code --mode} names it. */
  String name();

  /** The settings that only it has. */
  List<Setting<?>> settings();

  /**
   * Reads its settings.
   *
   * @throws SettingsException that names the first one that cannot be used
   */
  EngineSettings read(SettingSource source);

  /** Such as {@code one, two or three}. */
  static String names() {
    List<String> all = INSTALLED.stream().map(EngineOptions::name).toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }

  /** The one with a name; an {@link IllegalArgumentException} tells the names that there are. */
  static EngineOptions named(String name) {
    return INSTALLED.stream()
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be " + names()));
  }
}
