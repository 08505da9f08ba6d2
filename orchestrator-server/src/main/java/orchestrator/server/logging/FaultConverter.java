package orchestrator.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the end of a line that tells of an exception: at level ERROR, which means a fault of the
 * server, where it came from; below, just what it says.
 */
final class FaultConverter extends ThrowableProxyConverter {
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]+");
  private static final int LONGEST = 4000;
  private static final String SEPARATOR = System.lineSeparator() + "    ";

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy fault = event.getThrowableProxy();
    if (fault == null) {
      return "";
    }
    // In a flood the first line has said where it came from.
    if (event.getLevel().isGreaterOrEqual(Level.ERROR) && LeftOutConverter.leftOut(event) == 0) {
      return trace(super.convert(event));
    }
    String said = fault.getMessage() == null ? fault.getClassName() : fault.getMessage();
    return ": " + CONTROL.matcher(shortened(said)).replaceAll(" ");
  }

  /** An exception may cite what a caller has sent. */
  private static String shortened(String said) {
    return said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…";
  }

  /** Indented, so that whatever callers' texts an exception cites, no line of it looks logged. */
  private static String trace(String text) {
    return text.lines()
        .map(line -> CONTROL.matcher(line.stripTrailing()).replaceAll(" "))
        .collect(Collectors.joining(SEPARATOR, SEPARATOR, ""));
  }
}
