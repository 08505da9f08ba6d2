package orchestrator.scenario.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.run.Patience;
import orchestrator.scenario.run.ScenarioSetup;
import orchestrator.scenario.run.Timing;
import orchestrator.scenario.settings.Limits;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the options of whatever runs scenarios. */
public final class ScenarioOptions {
  private static final double LONGEST = 24 * 3600;
  private static final int MOST_NODES = 100_000;

  /** Their texts as hexadecimal text are to fit into a string. */
  private static final int MOST_PAYLOAD = 512 << 20;

  @Option(
      names = "--proxy",
      paramLabel = "NAME",
      defaultValue = "api",
      description =
          "How nodes are reached: a kind that orchestrator scenario proxies lists, or the name of a"
              + " class of one's own (default ${DEFAULT-VALUE}).")
  private String proxy = "";

  @Option(
      names = "--proxy-option",
      paramLabel = "NAME=VALUE",
      description = "What the proxy is to know; orchestrator scenario proxies tells what there is.")
  private Map<String, String> proxyOptions = new LinkedHashMap<>();

  @Mixin private ProxyPath path = new ProxyPath();

  @Option(
      names = "--timing",
      paramLabel = "precise|original",
      defaultValue = "precise",
      description =
          "precise starts at once and keeps to the times of the settings; original waits 5 s and"
              + " 5 s, and drifts (default ${DEFAULT-VALUE}).")
  private String timing = "";

  @Option(
      names = "--gather",
      paramLabel = "SECONDS",
      description = "How long to wait for newer settings before a start.")
  private Optional<Double> gather = Optional.empty();

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      description = "How long to wait between the stop of the old scenario and the start.")
  private Optional<Double> settle = Optional.empty();

  @Option(
      names = "--transaction-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long a transaction may be under way before it has failed (default"
              + " ${DEFAULT-VALUE}).")
  private double timeout = 30;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "How long what is under way may take to end after a stop (default ${DEFAULT-VALUE}).")
  private double drain = 5;

  @Option(
      names = "--under-way",
      paramLabel = "COUNT",
      defaultValue = "1000",
      description =
          "How many transactions of a node may be under way; those after them wait (default"
              + " ${DEFAULT-VALUE}).")
  private int underWay = 1_000;

  @Option(
      names = "--max-payload",
      paramLabel = "BYTES",
      defaultValue = "1048576",
      description = "The largest size of a payload (default ${DEFAULT-VALUE}).")
  private int payload = 1 << 20;

  @Option(
      names = "--max-nodes",
      paramLabel = "COUNT",
      defaultValue = "10000",
      description = "How many nodes may register (default ${DEFAULT-VALUE}).")
  private int nodes = 10_000;

  @Option(
      names = "--max-rate",
      paramLabel = "PER-SECOND",
      defaultValue = "100000",
      description = "The largest sum of rates that settings may name (default ${DEFAULT-VALUE}).")
  private double rate = 100_000;

  @Option(
      names = "--max-steps",
      paramLabel = "COUNT",
      defaultValue = "100000",
      description = "How many steps settings may have in all (default ${DEFAULT-VALUE}).")
  private int steps = 100_000;

  /**
   * How scenarios are run.
   *
   * @throws CommandFailedException when a value is wrong
   */
  public ScenarioSetup setup() {
    Timing base =
        switch (timing) {
          case "precise" -> Timing.PRECISE;
          case "original" -> Timing.ORIGINAL;
          default -> throw CommandFailedException.wrongUse("--timing is precise or original");
        };
    return new ScenarioSetup(
        proxy,
        new Timing(
            gather.map(text -> seconds("--gather", text)).orElse(base.gather()),
            settle.map(text -> seconds("--settle", text)).orElse(base.settle()),
            base.poll(),
            base.original()),
        new Patience(
            seconds("--transaction-timeout", timeout),
            seconds("--drain", drain),
            count("--under-way", underWay, 1_000_000)),
        limits());
  }

  /** What settings may ask for. */
  Limits limits() {
    if (!(rate > 0 && rate <= 1e9)) {
      throw CommandFailedException.wrongUse("--max-rate is a number up to 1000000000");
    }
    return new Limits(
        count("--max-payload", payload, MOST_PAYLOAD),
        count("--max-nodes", nodes, MOST_NODES),
        rate,
        count("--max-steps", steps, 10_000_000));
  }

  private static Duration seconds(String option, double value) {
    if (!(value >= 0 && value <= LONGEST)) {
      throw CommandFailedException.wrongUse(option + " is a number of seconds, at most a day");
    }
    return Duration.ofNanos((long) (value * 1e9));
  }

  private static int count(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw CommandFailedException.wrongUse(option + " is a number from 1 to " + most);
    }
    return value;
  }

  /** Kinds of proxies, those of one's own among them. */
  public ProxyTypes types() {
    return path.types();
  }

  /**
   * Opens the proxies.
   *
   * @param more options that a command has besides; those given by name win
   */
  public Proxies open(ProxyTypes types, Map<String, String> more) {
    Map<String, String> options = new LinkedHashMap<>(more);
    options.putAll(proxyOptions);
    try {
      return types.open(proxy, options);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.wrongUse(e.getMessage());
    }
  }
}
