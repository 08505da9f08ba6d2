package orchestrator.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.net.SyslogAppender;
import ch.qos.logback.classic.pattern.SyslogStartConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.util.Duration;
import java.util.Map;
import net.logstash.logback.appender.LogstashTcpSocketAppender;
import net.logstash.logback.appender.LogstashUdpSocketAppender;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.layout.LogstashLayout;
import orchestrator.executor.command.LogSettings;
import orchestrator.executor.command.LogSettings.Hook;
import orchestrator.executor.command.LogSettings.Protocol;
import orchestrator.executor.command.LogSettings.Receiver;
import orchestrator.server.config.LogLevel;
import orchestrator.server.logging.Logging;
import orchestrator.server.logging.PatternEncoder;
import org.slf4j.LoggerFactory;

/** Logs as the file of an executor says, and sends lines to where it says. */
final class LogHooks {
  private static final String FACILITY = "DAEMON";

  /** Control characters in a message would let callers forge lines. */
  private static final String SYSLOG =
      "orchestrator: %-5level %logger{0} %replace(%.-4000msg){'[\\x00-\\x1f\\x7f-\\x9f]+', ' '}";

  private LogHooks() {}

  /** Logs so from now on, and no longer as was said before. */
  static void use(LogSettings settings) {
    Logging.from(LogLevel.valueOf(settings.level().name()), settings.onStandardOutput());
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    for (Hook hook : settings.hooks()) {
      Appender<ILoggingEvent> appender = appender(hook, context);
      ThresholdFilter filter = new ThresholdFilter();
      filter.setLevel(hook.level().name());
      filter.start();
      appender.addFilter(filter);
      appender.setContext(context);
      appender.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
  }

  private static Appender<ILoggingEvent> appender(Hook hook, LoggerContext context) {
    if (hook.protocol() == Protocol.TCP) {
      LogstashTcpSocketAppender appender = new LogstashTcpSocketAppender();
      appender.addDestination(hook.host() + ":" + hook.port());
      appender.setEncoder(hook.type() == Receiver.SYSLOG ? syslogLines(context) : json(context));
      // Nobody waits for a peer that is away.
      appender.setShutdownGracePeriod(Duration.buildByMilliseconds(500));
      appender.setReconnectionDelay(Duration.buildBySeconds(2));
      appender.setAddDefaultStatusListener(false);
      return appender;
    }
    if (hook.type() == Receiver.SYSLOG) {
      SyslogAppender appender = new SyslogAppender();
      appender.setSyslogHost(hook.host());
      appender.setPort(hook.port());
      appender.setFacility(FACILITY);
      appender.setSuffixPattern(SYSLOG);
      appender.setThrowableExcluded(true);
      return appender;
    }
    LogstashLayout layout = new LogstashLayout();
    layout.setContext(context);
    layout.start();
    LogstashUdpSocketAppender appender = new LogstashUdpSocketAppender();
    appender.setHost(hook.host());
    appender.setPort(hook.port());
    appender.setLayout(layout);
    return appender;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** Messages of syslog with a line's end after each, as its receivers over TCP read them. */
  private static Encoder<ILoggingEvent> syslogLines(LoggerContext context) {
    return PatternEncoder.of(
        context,
        "%syslogStart{" + FACILITY + "}" + SYSLOG + "%nopex%n",
        Map.of("syslogStart", SyslogStartConverter::new));
  }
}
