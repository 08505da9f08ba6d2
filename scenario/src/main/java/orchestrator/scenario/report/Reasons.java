package orchestrator.scenario.report;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Keeps the reasons of a run few and short, for they come from nodes: no longer than a line, and
 * only so many different ones. Safe for many threads.
 */
final class Reasons {
  private static final int LONGEST = 200;
  private static final int MOST = 1_000;
  private static final Pattern UNSHOWN = Pattern.compile("[\\s\\p{Cntrl}\\p{Cs}]+");

  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** The reason as it is counted. */
  String of(String reason) {
    String line = line(reason, LONGEST);
    String text = line.isEmpty() ? "no reason given" : line;
    String same = known.get(text);
    if (same != null) {
      return same;
    }
    if (known.size() >= MOST) {
      return Tally.OTHER;
    }
    known.put(text, text);
    return text;
  }

  /** A text as one line of so many characters at most. */
  static String line(String text, int longest) {
    // Only the beginning is looked at, of what may be megabytes.
    String start = text.length() > 2 * longest ? text.substring(0, 2 * longest) : text;
    String line = UNSHOWN.matcher(start).replaceAll(" ").strip();
    boolean isCut = line.length() > longest || start.length() < text.length();
    return isCut ? beginning(line, longest - 1) + "…" : line;
  }

  private static String beginning(String line, int length) {
    int end = Math.min(line.length(), length);
    boolean isWithinPair = end > 0 && Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, isWithinPair ? end - 1 : end);
  }
}
