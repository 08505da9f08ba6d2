package orchestrator.server.config;

import static orchestrator.server.config.CommonSettings.MODE;
import static orchestrator.server.config.CommonSettings.MTLS_ENABLED;
import static orchestrator.server.config.CommonSettings.TLS_CERT_PATH;
import static orchestrator.server.config.CommonSettings.TLS_CLIENT_CA_CERT_DIR;
import static orchestrator.server.config.CommonSettings.TLS_ENABLED;
import static orchestrator.server.config.CommonSettings.TLS_KEY_PATH;
import static orchestrator.server.config.CommonSettings.TLS_SERVER_CA_CERT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what was given and has no effect, since a user who gave it believes that it has one. */
public final class UnusedSettings {
  private static final List<Setting<?>> OF_TLS = List.of(TLS_CERT_PATH, TLS_KEY_PATH);
  private static final List<Setting<?>> OF_MUTUAL_TLS =
      List.of(TLS_SERVER_CA_CERT, TLS_CLIENT_CA_CERT_DIR);

  private UnusedSettings() {}

  /** A sentence for each reason for which settings have no effect; they name the settings. */
  public static List<String> of(SettingSource source) {
    List<String> sentences = new ArrayList<>();
    EngineOptions chosen = source.get(MODE);
    List<Setting<?>> others = new ArrayList<>();
    EngineOptions.INSTALLED.stream()
        .filter(engine -> !engine.name().equals(chosen.name()))
        .forEach(engine -> others.addAll(engine.settings()));
    tell("in the mode " + chosen.name(), others, source, sentences);
    if (!source.get(TLS_ENABLED)) {
      tell("without " + TLS_ENABLED.flag(), OF_TLS, source, sentences);
    }
    if (!source.get(MTLS_ENABLED)) {
      tell("without " + MTLS_ENABLED.flag(), OF_MUTUAL_TLS, source, sentences);
    }
    return sentences;
  }

  private static void tell(
      String where, List<Setting<?>> settings, SettingSource source, List<String> sentences) {
    String names =
        settings.stream()
            .filter(source::differs)
            .map(source::key)
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      sentences.add("has no effect " + where + ": " + names);
    }
  }
}
