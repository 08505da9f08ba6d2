package orchestrator.graph.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.cli.text.Escapes;
import orchestrator.graph.model.Fault;
import orchestrator.graph.model.FaultyGraphException;

/** Writes faults as compilers do, so that editors find the place: {@code FILE:LINE: message}. */
final class FaultLines {
  private static final Pattern PLACE =
      Pattern.compile("(?:(.+), )?line (\\d+)(?:, column \\d+)?(?:, (.*))?");

  private FaultLines() {}

  /** A line for each fault of a file. */
  static List<String> of(String file, FaultyGraphException faulty) {
    return faulty.faults().stream().map(fault -> Escapes.oneLine(line(file, fault))).toList();
  }

  private static String line(String file, Fault fault) {
    Matcher place = PLACE.matcher(fault.place());
    if (!place.matches()) {
      return file + ": " + fault;
    }
    String in = place.group(1) == null ? file : place.group(1);
    String rest = place.group(3) == null ? "" : place.group(3) + ": ";
    return in + ":" + place.group(2) + ": " + rest + fault.message();
  }
}
