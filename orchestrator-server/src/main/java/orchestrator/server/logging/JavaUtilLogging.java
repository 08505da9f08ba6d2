package orchestrator.server.logging;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Hands on what gRPC and the JDK log by java.util.logging: warnings and faults, nothing below. */
final class JavaUtilLogging extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  private JavaUtilLogging() {}

  static void redirect() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new JavaUtilLogging());
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    String name = entry.getLoggerName() == null ? "jdk" : entry.getLoggerName();
    String message = formatter.formatMessage(entry);
    org.slf4j.Logger logger = LoggerFactory.getLogger(name);
    // The message as an argument: it has its own arguments filled in already.
    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      logger.error("{}", message, entry.getThrown());
    } else {
      logger.warn("{}", message, entry.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
