package orchestrator.server.logging;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Tells apart log lines that are of one kind but for what they are about, such as a channel, so
 * that a flood of the one leaves out nothing of the other.
 */
public final class LogSubject {
  /** Of a kind of lines whose marker says nothing else. */
  static final Duration USUAL_PERIOD = Duration.ofSeconds(1);

  private static final Map<String, Duration> PERIODS = new ConcurrentHashMap<>();

  private LogSubject() {}

  /**
   * The marker of lines about something.
   *
   * @param name of the configuration, never one that a caller has chosen: it is kept for ever
   */
  public static Marker of(String name) {
    return of(name, USUAL_PERIOD);
  }

  /** The same for lines of which one in a longer time is enough. */
  public static Marker of(String name, Duration period) {
    PERIODS.put(name, period);
    return MarkerFactory.getMarker(name);
  }

  static Duration period(String name) {
    return PERIODS.getOrDefault(name, USUAL_PERIOD);
  }
}
