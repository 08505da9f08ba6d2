package orchestrator.demo.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orchestrator.flow.durable.Hop;

/** Shows which way an order went, a line for each hop. */
public final class TrailTable {
  private TrailTable() {}

  /** The lines of the table. */
  public static List<String> lines(String title, List<Hop> hops) {
    List<String> lines = new ArrayList<>();
    lines.add(title + " went this way (~ undoes):");
    lines.add(line("hop", "service", "organization", "status", "time", ""));
    for (Hop hop : hops) {
      lines.add(
          line(
              hop.place(),
              hop.service(),
              hop.organization(),
              hop.status().name().toLowerCase(Locale.ROOT),
              String.format(Locale.ROOT, "%.3f s", hop.time().toMillis() / 1000.0),
              remark(hop)));
    }
    return lines;
  }

  private static String remark(Hop hop) {
    return hop.reason() + (hop.takings() > 1 ? "begun " + hop.takings() + " times" : "");
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "  %-10s %-8s %-12s %-8s %8s  %s", cells).stripTrailing();
  }
}
