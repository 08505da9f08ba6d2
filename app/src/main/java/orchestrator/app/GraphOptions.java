package orchestrator.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import orchestrator.executor.remote.RemoteSettings;
import orchestrator.graph.run.RunnerSettings;
import orchestrator.server.config.Durations;
import orchestrator.server.config.Endpoint;
import orchestrator.server.config.JobOptions;
import orchestrator.server.config.JobSettings;
import orchestrator.server.config.Setting;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingValues;
import orchestrator.server.config.SettingsException;
import orchestrator.server.config.Sizes;

/** Declares the settings of graphs. */
public final class GraphOptions implements JobOptions {
  private static final Setting<Boolean> ENABLED =
      Setting.toggle(
          "graphs",
          false,
          "run graphs of jobs for one organization, and serve /v1/tasks on the HTTP port");
  private static final Setting<Endpoint> LISTEN =
      Setting.optional(
          "graph-listen",
          "HOST:PORT",
          "where graphs are served alone, for callers who expect them at a port of their own;"
              + " beyond loopback it needs --accounts",
          Endpoint::parse);
  private static final Setting<String> ORGANIZATION =
      Setting.of(
          "graph-organization",
          "ID",
          "MyOrg1MSP",
          "organization whose graphs are run",
          text -> text);
  private static final Setting<String> CHANNEL =
      Setting.of(
          "graph-channel", "NAME", "mychannel", "channel on which they are run", text -> text);
  private static final Setting<Path> FOLDER =
      Setting.of(
          "graph-folder",
          "DIR",
          "graph-data",
          "folder of what nodes put out and write; one server at a time",
          SettingValues::path);
  private static final Setting<URI> ADDRESS =
      Setting.optional(
          "graph-address",
          "URL",
          "address under which other runners and readers reach this door, such as"
              + " https://runner.example.org:8484; by default the one that it listens on",
          GraphOptions::address);
  private static final Setting<Path> TOKEN =
      Setting.optional(
          "graph-token",
          "FILE",
          "file with the token of an account, by which the doors of other runners are asked for"
              + " what they have kept",
          SettingValues::path);
  private static final Setting<Path> CA =
      Setting.optional(
          "graph-ca",
          "FILE",
          "PEM file of what has signed the certificates of those doors; by default what the JVM"
              + " trusts",
          SettingValues::path);
  private static final Setting<Integer> PARALLEL =
      Setting.of(
          "graph-parallel",
          "COUNT",
          Integer.toString(RunnerSettings.PARALLEL),
          "nodes that run at the same time",
          text -> Sizes.count(text, 100_000));
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "graph-timeout",
          "DURATION",
          "5m",
          "time that a graph may take that names none",
          Durations::waiting);
  private static final Setting<Duration> NODE_TIMEOUT =
      Setting.of(
          "graph-node-timeout",
          "DURATION",
          "5m",
          "time that a node may take that names none",
          Durations::waiting);
  private static final Setting<SortedSet<String>> ENGINES =
      Setting.optional(
          "graph-engines",
          "NAME,...",
          "engines that run nodes in this process; by default nil, sleep, and shell where graphs are"
              + " served on loopback only",
          GraphOptions::names);

  private static final Setting<List<Named>> EXECUTORS =
      Setting.optional(
          "graph-executors",
          "NAME=URL,...",
          "executors that run nodes in place of this process, the preferred one first, such as"
              + " self=https://127.0.0.1:8585/v1",
          GraphOptions::executors);
  private static final Setting<Path> EXECUTOR_CERT =
      Setting.of(
          "graph-executor-cert",
          "FILE",
          "orchestrator.pem",
          "PEM file of the certificate that is shown to executors",
          SettingValues::path);
  private static final Setting<Path> EXECUTOR_KEY =
      Setting.of(
          "graph-executor-key",
          "FILE",
          "orchestrator_key.pem",
          "PEM file of the private key of that certificate",
          SettingValues::path);
  private static final Setting<Path> EXECUTOR_CA =
      Setting.of(
          "graph-executor-ca",
          "FILE",
          "executor.pem",
          "PEM file of the executors' certificate, or of what has signed it",
          SettingValues::path);

  /** In the order in which help and documents list them. */
  static final List<Setting<?>> ALL =
      List.of(
          ENABLED,
          LISTEN,
          ORGANIZATION,
          CHANNEL,
          FOLDER,
          ADDRESS,
          TOKEN,
          CA,
          PARALLEL,
          TIMEOUT,
          NODE_TIMEOUT,
          ENGINES,
          EXECUTORS,
          EXECUTOR_CERT,
          EXECUTOR_KEY,
          EXECUTOR_CA);

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
  static GraphSettings settings(SettingSource source) {
    if (source.has(LISTEN) && !source.get(ENABLED)) {
      throw new SettingsException(source.key(LISTEN) + " needs " + ENABLED.flag());
    }
    return new GraphSettings(
        source.get(ENABLED),
        source.find(LISTEN),
        source.get(ORGANIZATION),
        source.get(CHANNEL),
        source.find(ADDRESS),
        new RunnerSettings.Fetching(source.find(TOKEN), source.find(CA)),
        source.get(FOLDER),
        source.get(PARALLEL),
        source.get(TIMEOUT),
        source.get(NODE_TIMEOUT),
        source.find(ENGINES).orElse(new TreeSet<>()),
        executors(source));
  }

  private static List<RemoteSettings> executors(SettingSource source) {
    RemoteSettings.Tls files =
        new RemoteSettings.Tls(
            source.get(EXECUTOR_CERT), source.get(EXECUTOR_KEY), source.get(EXECUTOR_CA));
    List<RemoteSettings> executors = new ArrayList<>();
    try {
      source
          .find(EXECUTORS)
          .orElse(List.of())
          .forEach(
              each ->
                  executors.add(
                      RemoteSettings.DEFAULT
                          .named(each.name())
                          .at(
                              each.url(),
                              Optional.of(files)
                                  .filter(tls -> "https".equals(each.url().getScheme())))));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(source.key(EXECUTORS) + ": " + e.getMessage());
    }
    return executors;
  }

  private record Named(String name, URI url) {}

  private static List<Named> executors(String text) {
    List<Named> executors = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? "" : each.substring(0, equals).strip();
      boolean isKnown = executors.stream().anyMatch(other -> other.name().equals(name));
      if (!name.matches("[A-Za-z0-9._-]{1,100}") || isKnown) {
        throw new IllegalArgumentException(
            "must be names and addresses such as self=https://127.0.0.1:8585/v1, with commas"
                + " between");
      }
      executors.add(new Named(name, URI.create(each.substring(equals + 1).strip())));
    }
    return executors;
  }

  private static URI address(String text) {
    URI address = URI.create(text);
    boolean isWhole =
        List.of("http", "https").contains(String.valueOf(address.getScheme()))
            && address.getHost() != null
            && address.getRawPath().isEmpty();
    if (!isWhole) {
      throw new IllegalArgumentException(
          "must be an address such as https://runner.example.org:8484, without a path");
    }
    return address;
  }

  private static SortedSet<String> names(String text) {
    SortedSet<String> names = new TreeSet<>();
    for (String name : text.split(",", -1)) {
      if (!name.strip().matches("[a-z]{1,20}")) {
        throw new IllegalArgumentException("must be names of engines, with commas between");
      }
      names.add(name.strip());
    }
    return names;
  }
}
