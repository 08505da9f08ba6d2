package orchestrator.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The end of a line that tells of an exception: at level ERROR, which means a fault of the server,
 * where it came from; below, just what it says.
 */
final class FaultConverter extends ThrowableProxyConverter {
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]+");
  private static final String SEPARATOR = System.lineSeparator() + "    ";

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy fault = event.getThrowableProxy();
    if (fault == null) {
      return "";
    }
    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
      return trace(super.convert(event));
    }
    String said = fault.getMessage() == null ? fault.getClassName() : fault.getMessage();
    return ": " + CONTROL.matcher(said).replaceAll(" ");
  }

  /** Indented, so that whatever callers' texts an exception cites, no line of it looks logged. */
  private static String trace(String text) {
    return text.lines()
        .map(line -> CONTROL.matcher(line.stripTrailing()).replaceAll(" "))
        .collect(Collectors.joining(SEPARATOR, SEPARATOR, ""));
  }
}
