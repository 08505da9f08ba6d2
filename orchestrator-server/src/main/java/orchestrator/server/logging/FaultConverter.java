package orchestrator.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/**
 * The end of a line that tells of an exception: at level ERROR, which means a fault of the server,
 * where it came from; below, just what it says.
 */
final class FaultConverter extends ThrowableProxyConverter {

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy fault = event.getThrowableProxy();
    if (fault == null) {
      return "";
    }
    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
      return System.lineSeparator() + super.convert(event).stripTrailing();
    }
    String said = fault.getMessage() == null ? fault.getClassName() : fault.getMessage();
    return ": " + said.replaceAll("[\\r\\n]+", " ");
  }
}
