package orchestrator.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Duration;

/**
 * Tells what log lines have in common that come again and again. It is made of what stands in the
 * code and in the configuration only, so that no caller chooses how many kinds there are.
 *
 * @param logger which says it
 * @param level at which
 * @param template the message before its arguments are filled in; empty where a library has put
 *     them in by itself
 * @param subject what it is about, by {@link LogSubject}; may be empty
 * @param fault the class of the exception and where it was made; may be empty
 */
record LineKind(String logger, Level level, String template, String subject, String fault) {
  private static final String OURS = "orchestrator.";

  static LineKind of(ILoggingEvent event) {
    boolean known = event.getArgumentArray() != null || event.getLoggerName().startsWith(OURS);
    return new LineKind(
        event.getLoggerName(),
        event.getLevel(),
        known ? String.valueOf(event.getMessage()) : "",
        event.getMarkerList() == null ? "" : event.getMarkerList().get(0).getName(),
        fault(event.getThrowableProxy()));
  }

  /** The kind of all lines of a level that no other kind has room for. */
  static LineKind other(Level level) {
    return new LineKind("", level, "", "", "");
  }

  /** The least time from one line to the next. */
  Duration period() {
    return LogSubject.period(subject);
  }

  private static String fault(IThrowableProxy fault) {
    if (fault == null) {
      return "";
    }
    StackTraceElementProxy[] frames = fault.getStackTraceElementProxyArray();
    return fault.getClassName() + (frames == null || frames.length == 0 ? "" : " " + frames[0]);
  }
}
