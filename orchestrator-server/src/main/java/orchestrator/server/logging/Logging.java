package orchestrator.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import orchestrator.server.config.LogLevel;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends all that is logged in this process to standard error, one line each. */
public final class Logging {
  /** The key under which the id of the request that is worked on stands in the logger's context. */
  public static final String REQUEST_ID = "reqid";

  /**
   * Control characters in a message or an id would let callers forge lines, or steer a terminal.
   */
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %replace(%logger{0}%replace( [%X{reqid}]){'"
          + " \\[\\]', ''} %.-4000msg){'[\\x00-\\x1f\\x7f-\\x9f]+', ' '}%fault%leftout%nopex%n";

  private static final List<String> PEERS =
      List.of(
          "com.linecorp.armeria.client.AbstractHttpRequestHandler",
          "com.linecorp.armeria.client.Http1ResponseDecoder",
          "com.linecorp.armeria.client.HttpClientPipelineConfigurator",
          "com.linecorp.armeria.client.WebSocketHttp1ClientChannelHandler");

  private static final String GATE = "gate";

  private Logging() {}

  /**
   * Logs from this level on; what the libraries below log, from WARN on at the earliest. Warnings
   * and errors that come in floods are counted, and one a second is written.
   */
  public static void from(LogLevel level) {
    from(level, false);
  }

  /**
   * As {@link #from(LogLevel)}, on a stream of choice.
   *
   * @param onStandardOutput whether the lines go to standard output in place of standard error
   */
  public static void from(LogLevel level, boolean onStandardOutput) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(level == LogLevel.ERROR ? Level.ERROR : Level.WARN);
    context.getLogger("orchestrator").setLevel(Level.valueOf(level.name()));
    // It warns when a process has a second HTTP server, whose meters nobody reads.
    context.getLogger("io.micrometer.core.instrument.MeterRegistry").setLevel(Level.ERROR);
    // They warn of what a peer has answered, which whoever has asked it tells in words.
    PEERS.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    FloodGate gate = new FloodGate(console(context, onStandardOutput), System::nanoTime);
    gate.setContext(context);
    gate.setName(GATE);
    gate.start();
    root.addAppender(gate);
    redirectJavaUtilLogging();
  }

  /** Takes from gRPC and the JDK warnings and faults, nothing below. */
  private static void redirectJavaUtilLogging() {
    LogManager.getLogManager().reset();
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    SLF4JBridgeHandler.install();
  }

  /** Tells what was left out and not told yet; to be called before the process ends. */
  public static void end() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    if (context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(GATE) instanceof FloodGate gate) {
      gate.tellAll();
    }
  }

  /** How many lines were left out in this process, since others of their kind had just come. */
  public static long leftOut() {
    return FloodGate.leftOutEver();
  }

  private static ConsoleAppender<ILoggingEvent> console(
      LoggerContext context, boolean onStandardOutput) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget(onStandardOutput ? "System.out" : "System.err");
    appender.setEncoder(
        PatternEncoder.of(
            context,
            PATTERN,
            Map.of("fault", FaultConverter::new, "leftout", LeftOutConverter::new)));
    appender.start();
    return appender;
  }
}
