package orchestrator.server.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.slf4j.event.KeyValuePair;

/** Tells at the end of a line how many like it were left out before. */
final class LeftOutConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    long leftOut = leftOut(event);
    return leftOut == 0 ? "" : " [" + leftOut + " like it left out]";
  }

  /** How many lines were left out before this one. */
  static long leftOut(ILoggingEvent event) {
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        if (pair.key.equals(FloodGate.LEFT_OUT) && pair.value instanceof Long count) {
          return count;
        }
      }
    }
    return 0;
  }
}
