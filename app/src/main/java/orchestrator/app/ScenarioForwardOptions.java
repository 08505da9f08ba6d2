package orchestrator.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.JobOptions;
import orchestrator.server.config.JobSettings;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingValues;
import orchestrator.server.config.SettingsException;

/** Declares where a door asks for scenarios. */
public final class ScenarioForwardOptions implements JobOptions {
  private static final String RULE =
      "must be HOST:PORT, or an address such as https://scenarios.example.org:21000 without a path";

  private static final Setting<URI> SERVICE =
      Setting.optional(
          "scenario-service",
          "HOST:PORT",
          "where a service of scenarios takes settings, as HOST:PORT or https://HOST:PORT; then"
              + " /v1/scenario is served on the HTTP port, and the console shows what runs there",
          ScenarioForwardOptions::address);
  private static final Setting<Path> TOKEN =
      Setting.optional(
          "scenario-token-file",
          "FILE",
          "file with that service's token, which it wants of another machine",
          SettingValues::path);

  /** In the order in which help and documents list them. */
  static final List<Setting<?>> ALL = List.of(SERVICE, TOKEN);

  @Override
  public List<Setting<?>> settings() {
    return ALL;
  }

  @Override
  public JobSettings read(SettingSource source) {
    return settings(source);
  }

  /**
   * Reads the settings.
   *
   * @throws SettingsException that names the first one that cannot be used
   */
  static ScenarioForwardSettings settings(SettingSource source) {
    if (source.has(TOKEN) && !source.has(SERVICE)) {
      throw new SettingsException(source.key(TOKEN) + " needs " + SERVICE.flag());
    }
    return new ScenarioForwardSettings(source.find(SERVICE), source.find(TOKEN));
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text.contains("://") ? text.replaceFirst("/$", "") : plain(text));
      boolean isWhole =
          List.of("http", "https").contains(String.valueOf(address.getScheme()))
              && address.getHost() != null
              && address.getRawUserInfo() == null
              && address.getRawPath().isEmpty()
              && address.getRawQuery() == null
              && address.getRawFragment() == null
              && address.getPort() != 0;
      if (isWhole) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new IllegalArgumentException(RULE);
  }

  private static String plain(String text) {
    try {
      return "http://" + Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(RULE, e);
    }
  }
}
