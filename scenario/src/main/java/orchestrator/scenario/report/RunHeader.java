package orchestrator.scenario.report;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import orchestrator.scenario.settings.ScenarioSettings;

/**
 * Says what is run, at the beginning of its report.
 *
 * @param run the run's name: 1 to 40 letters, digits and hyphens
 * @param settings what the settings are called; may be empty
 * @param digest the same for runs of the same steps
 * @param rounds how often each entry runs its steps
 * @param seed of the payloads
 * @param proxy the name of the kind of proxy
 * @param started when it began
 * @param entries those of the settings, in their order
 */
public record RunHeader(
    String run,
    String settings,
    String digest,
    long rounds,
    long seed,
    String proxy,
    Instant started,
    List<Entry> entries) {
  private static final int LONGEST = 200;
  private static final double SECOND = 1e9;

  /** Checks the run's name, since a file gets it, and cuts texts that are too long for a line. */
  public RunHeader {
    if (!isRun(run)) {
      throw new IllegalArgumentException(
          "A run has a name of 1 to 40 letters, digits and hyphens, not "
              + Reasons.line(run, LONGEST));
    }
    settings = Reasons.line(settings, LONGEST);
    digest = Reasons.line(digest, LONGEST);
    proxy = Reasons.line(proxy, LONGEST);
    entries = List.copyOf(entries);
  }

  /**
   * The header of a run of settings.
   *
   * @param nodes what the nodes of the entries are called, in the order of these
   */
  public static RunHeader of(
      String run,
      ScenarioSettings settings,
      long seed,
      String proxy,
      Instant started,
      List<String> nodes) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < settings.entries().size(); i++) {
      var entry = settings.entries().get(i);
      String node = i < nodes.size() ? nodes.get(i) : "";
      entries.add(new Entry(entry.name(), node, entry.steps().stream().map(Step::of).toList()));
    }
    String same = settings.rounds() + " " + settings.entries();
    return new RunHeader(
        run,
        settings.name(),
        Hashing.sha256().hashString(same, StandardCharsets.UTF_8).toString().substring(0, 16),
        settings.rounds(),
        seed,
        proxy,
        started,
        entries);
  }

  static boolean isRun(String name) {
    return name.matches("[A-Za-z0-9-]{1,40}");
  }

  /**
   * An entry of the settings.
   *
   * @param name its name there
   * @param node what the node is called that it drives
   */
  public record Entry(String name, String node, List<Step> steps) {
    /** Cuts texts that are too long for a line. */
    public Entry {
      name = Reasons.line(name, LONGEST);
      node = Reasons.line(node, LONGEST);
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step of an entry.
   *
   * @param delta seconds before it
   * @param size bytes of payload
   * @param quantity transactions
   * @param rate of them a second at its begin; 0 if they follow back to back
   * @param rateEnd of them a second at its end
   */
  public record Step(double delta, long size, long quantity, double rate, double rateEnd) {
    private static Step of(orchestrator.scenario.settings.Step step) {
      return new Step(
          step.delta() / SECOND, step.size(), step.quantity(), step.rate(), step.rateEnd());
    }
  }
}
