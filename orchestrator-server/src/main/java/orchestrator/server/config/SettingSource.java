package orchestrator.server.config;

import java.util.Map;
import java.util.Optional;

/**
 * Gives the values of settings: of flags, else of the variables whose names start with {@value
 * #VARIABLES}, else their defaults. An empty variable counts as not given, and an empty flag is
 * refused.
 */
public final class SettingSource {
  static final String VARIABLES = "ORCHESTRATOR_";

  /** The start of those of the command line, which people export for all that they start. */
  private static final String CLIENT_VARIABLES = "ORCHESTRATOR_CLIENT_";

  private final Map<String, String> flags;
  private final Map<String, String> environment;

  /**
   * What was given.
   *
   * @param flags values by flag, such as {@code --listen}
   * @param environment all variables of the process
   */
  public SettingSource(Map<String, String> flags, Map<String, String> environment) {
    this.flags = Map.copyOf(flags);
    this.environment = Map.copyOf(environment);
  }

  /** Stops at the first variable that sounds like a setting and is none. */
  void refuseUnknownVariables() {
    environment.keySet().stream()
        .filter(variable -> variable.startsWith(VARIABLES))
        .filter(variable -> !variable.startsWith(CLIENT_VARIABLES))
        .filter(variable -> !KubernetesVariables.contain(variable, environment.get(variable)))
        .filter(
            variable ->
                CommonSettings.ALL.stream()
                    .noneMatch(setting -> setting.variable().equals(variable)))
        .sorted()
        .findFirst()
        .ifPresent(
            variable -> {
              throw new SettingsException(
                  variable
                      + " is not a setting; "
                      + Similar.to(
                              variable.substring(VARIABLES.length()),
                              CommonSettings.ALL.stream()
                                  .map(setting -> setting.variable().substring(VARIABLES.length()))
                                  .toList())
                          .map(meant -> "did you mean " + VARIABLES + meant + "?")
                          .orElse("orchestrator serve --help lists them"));
            });
  }

  /** The value of a setting that has a default. */
  public <T> T get(Setting<T> setting) {
    return find(setting).orElseThrow();
  }

  /** The value of a setting: given, or else its default, if it has one. */
  public <T> Optional<T> find(Setting<T> setting) {
    return given(setting).or(setting::fallback).map(text -> parse(setting, text));
  }

  /** The value of a variable that is not the product's own, such as {@code COMPUTE_URL}. */
  public Optional<String> foreign(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }

  /**
   * The value of a setting: given, or else of a variable that is not the product's own, or else its
   * default, if it has one.
   */
  public <T> Optional<T> find(Setting<T> setting, String variable) {
    return has(setting)
        ? find(setting)
        : foreign(variable).map(text -> parse(setting, text, variable)).or(() -> find(setting));
  }

  /** Whether the user gave it. */
  public boolean has(Setting<?> setting) {
    return given(setting).isPresent();
  }

  /** Whether the user gave it, and not just its default once more. */
  boolean differs(Setting<?> setting) {
    return given(setting).filter(text -> !setting.fallback().equals(Optional.of(text))).isPresent();
  }

  /** The setting as the user gave it; the flag when it was not given. */
  public String key(Setting<?> setting) {
    return !flags.containsKey(setting.flag()) && has(setting) ? setting.variable() : setting.flag();
  }

  /** How the engine was chosen, such as {@code --mode embedded}. */
  public String engineChoice() {
    return key(CommonSettings.MODE) + " " + get(CommonSettings.MODE).name();
  }

  private Optional<String> given(Setting<?> setting) {
    return Optional.ofNullable(flags.get(setting.flag()))
        .or(
            () ->
                Optional.ofNullable(environment.get(setting.variable()))
                    .filter(text -> !text.isBlank()));
  }

  /** Stops at the first flag without a value: a script has a variable in it that is not set. */
  void refuseEmptyFlags() {
    CommonSettings.ALL.stream()
        .map(Setting::flag)
        .filter(flag -> flags.containsKey(flag) && flags.get(flag).isBlank())
        .findFirst()
        .ifPresent(
            flag -> {
              throw new SettingsException(
                  flag + " must not be empty; leave it out for its default");
            });
  }

  /** Stops at the first value that cannot be, of what is not used too. */
  void refuseWrongValues() {
    CommonSettings.ALL.forEach(this::find);
  }

  private <T> T parse(Setting<T> setting, String text) {
    return parse(setting, text, key(setting));
  }

  private static <T> T parse(Setting<T> setting, String text, String key) {
    try {
      return setting.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          key + " " + e.getMessage() + ", not \"" + withoutLogin(text) + "\"");
    }
  }

  /** A URL may hold a password before an {@code @}, and messages are kept in logs. */
  private static String withoutLogin(String text) {
    int at = text.lastIndexOf('@');
    return at < 0 ? text : "..." + text.substring(at);
  }
}
