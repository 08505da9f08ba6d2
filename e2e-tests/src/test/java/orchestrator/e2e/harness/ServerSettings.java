package orchestrator.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what a server is started with.
 *
 * @param data folder of the server's data; also holds the written channel configuration, beside it
 * @param channels organizations by channel; empty means that no channel configuration is given
 * @param flags further command line arguments, after the usual ones
 * @param environment further environment variables
 * @param heap largest heap of the server's JVM, as {@code -Xmx} takes it
 * @param ready whether the server is only taken for started when it says that it is ready
 */
public record ServerSettings(
    Path data,
    Map<String, List<String>> channels,
    List<String> flags,
    Map<String, String> environment,
    String heap,
    boolean ready) {

  /** Copies the collections. */
  public ServerSettings {
    channels = Map.copyOf(channels);
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /** A server with its state in {@code data} and two channels, each open to two organizations. */
  public static ServerSettings on(Path data) {
    List<String> organizations = List.of("MyOrg1MSP", "MyOrg2MSP");
    return new ServerSettings(
        data,
        Map.of("mychannel", organizations, "yourchannel", organizations),
        List.of(),
        Map.of(),
        "512m",
        false);
  }

  /** The same with the channels replaced. */
  public ServerSettings withChannels(Map<String, List<String>> replaced) {
    return new ServerSettings(data, replaced, flags, environment, heap, ready);
  }

  /** The same with more command line arguments. */
  public ServerSettings withFlags(String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return new ServerSettings(data, channels, all, environment, heap, ready);
  }

  /** The same with one more environment variable. */
  public ServerSettings withVariable(String name, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(name, value);
    return new ServerSettings(data, channels, flags, all, heap, ready);
  }

  /** The same with another largest heap, as {@code -Xmx} takes it. */
  public ServerSettings withHeap(String largest) {
    return new ServerSettings(data, channels, flags, environment, largest, ready);
  }

  /** The same for a server that may take a while to reach what holds its state. */
  public ServerSettings awaitingReadiness() {
    return new ServerSettings(data, channels, flags, environment, heap, true);
  }

  /**
   * The arguments of {@code serve}: free ports on loopback unless a flag names one, the data
   * folder, the channels.
   */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    for (String listen : List.of("--listen", "--http-listen")) {
      if (!flags.contains(listen)) {
        arguments.addAll(List.of(listen, "127.0.0.1:0"));
      }
    }
    arguments.addAll(List.of("--data", data.toString()));
    if (!channels.isEmpty()) {
      arguments.addAll(List.of("--channel-config", writeChannels().toString()));
    }
    arguments.addAll(flags);
    return arguments;
  }

  private Path writeChannels() {
    StringBuilder yaml = new StringBuilder("channels:\n");
    channels.forEach(
        (channel, organizations) ->
            yaml.append("  ")
                .append(channel)
                .append(": [")
                .append(String.join(", ", organizations))
                .append("]\n"));
    try {
      Path folder = data.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve(data.getFileName() + "-channels.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
