package orchestrator.cli.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orchestrator.client.TlsOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives commands the options that say which server to talk to, and as whom. */
public final class ConnectionOptions {
  private ConnectionOptions() {}

  /** Gives a command these options; their values stay text, which {@link Connection} reads. */
  public static void addTo(CommandSpec command) {
    add(command, "--server", "HOST:PORT", "The server's gRPC address" + byDefault("server"));
    add(
        command,
        "--organization",
        "MSPID",
        "The organization that calls" + byDefault("organization"));
    add(command, "--channel", "NAME", "The channel to work on" + byDefault("channel"));
    add(
        command,
        "--context",
        "NAME",
        "The context to take settings from, instead of the one in use; \"\" for none.");
    add(command, "--timeout", "SECONDS", "How long to wait for an answer" + byDefault("timeout"));
    command.addMixin("tls", CommandSpec.forAnnotatedObject(new TlsOptions()));
  }

  private static String byDefault(String setting) {
    return " (default " + Connection.DEFAULTS.get(setting) + ").";
  }

  private static void add(CommandSpec command, String name, String label, String description) {
    command.addOption(
        OptionSpec.builder(name)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** The values that the command line has for settings, and for {@code context}. */
  public static Map<String, String> flags(ParseResult parsed) {
    Map<String, String> flags = new LinkedHashMap<>();
    List<String> settings = new ArrayList<>(Connection.SETTINGS);
    settings.add(Connection.CONTEXT);
    for (String setting : settings) {
      if (parsed.hasMatchedOption("--" + setting)) {
        List<String> values = parsed.matchedOption("--" + setting).originalStringValues();
        flags.put(setting, values.isEmpty() ? "true" : values.get(0));
      }
    }
    return flags;
  }
}
