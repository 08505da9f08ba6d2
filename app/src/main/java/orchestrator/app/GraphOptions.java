package orchestrator.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
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
          "engines that run nodes in this process; by default sleep, and shell where graphs are"
              + " served on loopback only",
          GraphOptions::names);

  /** In the order in which help and documents list them. */
  static final List<Setting<?>> ALL =
      List.of(
          ENABLED, LISTEN, ORGANIZATION, CHANNEL, FOLDER, PARALLEL, TIMEOUT, NODE_TIMEOUT, ENGINES);

  @Override
  public List<Setting<?>> settings() {
    return ALL;
  }

  @Override
  public JobSettings read(SettingSource source) {
    if (source.has(LISTEN) && !source.get(ENABLED)) {
      throw new SettingsException(source.key(LISTEN) + " needs " + ENABLED.flag());
    }
    return new GraphSettings(
        source.get(ENABLED),
        source.find(LISTEN),
        source.get(ORGANIZATION),
        source.get(CHANNEL),
        source.get(FOLDER),
        source.get(PARALLEL),
        source.get(TIMEOUT),
        source.get(NODE_TIMEOUT),
        source.find(ENGINES).orElse(new TreeSet<>()));
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
