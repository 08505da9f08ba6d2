package orchestrator.cli.settings;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;
import orchestrator.client.TlsOptions;
import picocli.CommandLine;

/**
 * Holds which server to talk to, and as whom: each setting from a flag, else a variable, else the
 * context in use, else its default.
 */
public final class Connection {
  /** The start of the names of variables. */
  public static final String VARIABLES = "ORCHESTRATOR_CLIENT_";

  /** The variable that names the context to use. */
  static final String CONTEXT = "context";

  static final Map<String, String> DEFAULTS =
      Map.of(
          "server",
          "127.0.0.1:9000",
          "organization",
          "MyOrg1MSP",
          "channel",
          "mychannel",
          "timeout",
          "30");

  private static final List<String> TLS = List.of("tls", "tls-ca", "tls-cert", "tls-key");

  /** The names of all settings: of flags without dashes, and of what a context has. */
  static final List<String> SETTINGS =
      List.of(
          "server", "organization", "channel", "timeout", "tls", "tls-ca", "tls-cert", "tls-key");

  private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s:/]+):\\d{1,5}");
  private static final int MOST_PORT = 65_535;
  private static final int MOST_SECONDS = 3600;

  private final Map<String, SourcedValue> given;

  /** A value, and what to call it in a message. */
  private record SourcedValue(String value, String origin) {}

  private Connection(Map<String, SourcedValue> given) {
    this.given = given;
  }

  /**
   * Puts the settings together.
   *
   * @param flags what the command line says, by the names of settings, and {@code context}
   * @param environment the variables of the process
   * @throws CommandFailedException when a variable, the file of the contexts, or the name of a
   *     context is wrong
   */
  public static Connection of(Map<String, String> flags, Map<String, String> environment) {
    Map<String, String> variables = variables(environment);
    Contexts contexts = Contexts.read(Contexts.file(environment));
    Optional<String> name =
        Optional.ofNullable(flags.get(CONTEXT))
            .or(() -> Optional.ofNullable(variables.get(CONTEXT)))
            .or(contexts::current)
            .filter(used -> !used.isEmpty());
    Map<String, String> context = name.map(contexts::get).orElse(Map.of());
    Map<String, SourcedValue> given = new LinkedHashMap<>();
    for (String setting : SETTINGS) {
      Optional.ofNullable(flags.get(setting))
          .map(value -> new SourcedValue(value, "--" + setting))
          .or(
              () ->
                  Optional.ofNullable(variables.get(setting))
                      .map(value -> new SourcedValue(value, variable(setting))))
          .or(
              () ->
                  Optional.ofNullable(context.get(setting))
                      .map(
                          value ->
                              new SourcedValue(
                                  value, setting + " of context " + name.orElseThrow())))
          .or(
              () ->
                  Optional.ofNullable(DEFAULTS.get(setting))
                      .map(value -> new SourcedValue(value, "--" + setting)))
          .ifPresent(value -> given.put(setting, value));
    }
    return new Connection(given);
  }

  /** The variable for a setting. */
  static String variable(String setting) {
    return VARIABLES + setting.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Map<String, String> variables(Map<String, String> environment) {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> known = new ArrayList<>(SETTINGS);
    known.add(CONTEXT);
    known.forEach(
        setting ->
            Optional.ofNullable(environment.get(variable(setting)))
                // An empty name says that no context is used.
                .filter(value -> !value.isBlank() || setting.equals(CONTEXT))
                .ifPresent(value -> variables.put(setting, value)));
    environment.keySet().stream()
        .filter(variable -> variable.startsWith(VARIABLES))
        .filter(variable -> known.stream().noneMatch(it -> variable(it).equals(variable)))
        .sorted()
        .findFirst()
        .ifPresent(
            variable -> {
              throw CommandFailedException.wrongUse(
                  variable
                      + " is no variable of the command line; there are "
                      + String.join(", ", known.stream().map(Connection::variable).toList()));
            });
    return variables;
  }

  /** The server's address. */
  public String server() {
    SourcedValue server = required("server");
    if (!ADDRESS.matcher(server.value).matches()) {
      throw wrong(server, "must be HOST:PORT");
    }
    int port = Integer.parseInt(server.value.substring(server.value.lastIndexOf(':') + 1));
    if (port < 1 || port > MOST_PORT) {
      throw wrong(server, "must have a port from 1 to " + MOST_PORT);
    }
    return server.value;
  }

  /** How long to wait for an answer. */
  public Duration timeout() {
    SourcedValue timeout = required("timeout");
    if (!timeout.value.matches("[1-9]\\d{0,3}") || Integer.parseInt(timeout.value) > MOST_SECONDS) {
      throw wrong(timeout, "must be seconds from 1 to " + MOST_SECONDS);
    }
    return Duration.ofSeconds(Integer.parseInt(timeout.value));
  }

  private SourcedValue required(String setting) {
    SourcedValue value = given.get(setting);
    if (value == null || value.value.isBlank()) {
      throw CommandFailedException.wrongUse("--" + setting + " must not be empty");
    }
    return value;
  }

  private static CommandFailedException wrong(SourcedValue value, String form) {
    return CommandFailedException.wrongUse(
        value.origin + " " + form + ", not \"" + value.value + "\"");
  }

  /**
   * Connects, with the first call. A call is tried once: whoever waits can ask again.
   *
   * @throws CommandFailedException when a setting or a file that it names is wrong
   */
  public OrchestratorClient connect() {
    return connect(timeout());
  }

  /** Connects as {@link #connect()} does, for calls that may take so long. */
  public OrchestratorClient connect(Duration timeout) {
    String organization = required("organization").value;
    OrchestratorClientBuilder builder =
        OrchestratorClient.builder(server())
            .organization(organization)
            .channel(required("channel").value)
            .ownThread()
            .deadline(timeout)
            .retryBudget(Duration.ZERO);
    Optional.ofNullable(given.get("tls"))
        .filter(value -> !value.value.matches("(?i)true|false"))
        .ifPresent(
            value -> {
              throw wrong(value, "must be true or false");
            });
    String[] tls =
        TLS.stream()
            .filter(given::containsKey)
            .map(setting -> "--" + setting + "=" + required(setting).value)
            .toArray(String[]::new);
    return (tls.length == 0 ? builder : secured(builder, organization, tls)).build();
  }

  private static OrchestratorClientBuilder secured(
      OrchestratorClientBuilder builder, String organization, String[] arguments) {
    TlsOptions options = new TlsOptions();
    try {
      new CommandLine(options).parseArgs(arguments);
      options
          .fault()
          .ifPresent(
              fault -> {
                throw CommandFailedException.wrongUse(fault);
              });
      return options.applyTo(builder, organization);
    } catch (CommandLine.ParameterException | UncheckedIOException e) {
      throw CommandFailedException.wrongUse(e.getMessage());
    }
  }

  /** The settings that were given by flags, to be kept as a context. */
  public static Map<String, String> kept(Map<String, String> flags) {
    Map<String, String> kept = new LinkedHashMap<>();
    SETTINGS.forEach(
        setting ->
            Optional.ofNullable(flags.get(setting)).ifPresent(value -> kept.put(setting, value)));
    return kept;
  }
}
