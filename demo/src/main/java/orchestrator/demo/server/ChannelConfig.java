package orchestrator.demo.server;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration that opens one channel to some organizations. */
final class ChannelConfig {

  private ChannelConfig() {}

  static String yaml(String channel, List<String> organizations) {
    return "channels:\n  "
        + quoted(channel)
        + ":\n"
        + organizations.stream()
            .map(organization -> "    - " + quoted(organization) + "\n")
            .collect(Collectors.joining());
  }

  /** In single quotes YAML takes every character as it is, but the quote itself. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
