package orchestrator.executor.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what {@code log} of a file {@code config.json} says.
 *
 * @param level from which on is logged
 * @param onStandardOutput whether lines go to standard output in place of standard error
 * @param hooks where they are sent, too
 */
public record LogSettings(Level level, boolean onStandardOutput, List<Hook> hooks) {
  /** What is logged without a file. */
  static final LogSettings DEFAULT = new LogSettings(Level.INFO, false, List.of());

  private static final int MOST_HOOKS = 16;
  private static final Pattern URL =
      Pattern.compile("(?:[a-z+]+://)?([^:/\\s]+|\\[[0-9a-fA-F:]+])(?::([0-9]{1,5}))?/?");

  /** Names a level. */
  public enum Level {
    /** All. */
    DEBUG,
    /** Starts, stops, calls. */
    INFO,
    /** What may need a look. */
    WARN,
    /** Faults. */
    ERROR
  }

  /** Names what takes lines. */
  public enum Receiver {
    /** Messages as of RFC 3164. */
    SYSLOG(514),
    /** A JSON object a line. */
    LOGSTASH(5000);

    private final int port;

    Receiver(int port) {
      this.port = port;
    }
  }

  /** Names how lines are sent. */
  public enum Protocol {
    /** A datagram each, which may be lost. */
    UDP,
    /** One after the other; what comes while nobody listens is lost when too much waits. */
    TCP
  }

  /**
   * Says where lines are sent.
   *
   * @param level from which on
   */
  public record Hook(Receiver type, Protocol protocol, String host, int port, Level level) {}

  /**
   * Reads the part of the file.
   *
   * @throws IllegalArgumentException that names what is wrong
   */
  static LogSettings read(ConfigPart log) {
    ConfigPart output = log.field("output");
    Level level = level(output.field("level")).orElse(DEFAULT.level());
    ConfigPart path = output.field("path");
    String stream = path.text().orElse("stderr");
    if (!stream.equals("stdout") && !stream.equals("stderr")) {
      throw path.fault("is neither stdout nor stderr");
    }
    ConfigPart list = log.field("hook");
    List<Hook> hooks = new ArrayList<>();
    for (ConfigPart hook : list.list()) {
      hooks.add(hook(hook, level));
    }
    if (hooks.size() > MOST_HOOKS) {
      throw list.fault("has more than " + MOST_HOOKS + " entries");
    }
    return new LogSettings(level, stream.equals("stdout"), List.copyOf(hooks));
  }

  private static Hook hook(ConfigPart hook, Level usual) {
    Receiver type = named(hook.field("type"), Receiver.values(), "syslog nor logstash");
    ConfigPart protocol = hook.field("protocol");
    ConfigPart url = hook.field("url");
    Matcher parts = URL.matcher(url.text().orElse(""));
    if (!parts.matches()) {
      throw url.fault("is not of the form HOST:PORT");
    }
    int port = parts.group(2) == null ? type.port : Integer.parseInt(parts.group(2));
    if (port < 1 || port > 65_535) {
      throw url.fault("has no port from 1 to 65535");
    }
    return new Hook(
        type,
        protocol.value().isEmpty()
            ? Protocol.UDP
            : named(protocol, Protocol.values(), "udp nor tcp"),
        parts.group(1),
        port,
        level(hook.field("level")).orElse(usual));
  }

  private static <T extends Enum<T>> T named(ConfigPart part, T[] values, String known) {
    String text = part.text().orElse("").toUpperCase(Locale.ROOT);
    for (T value : values) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw part.fault("is neither " + known);
  }

  /** Levels that the file's users know are more than there are here. */
  private static Optional<Level> level(ConfigPart part) {
    return part.text()
        .map(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "trace", "debug" -> Level.DEBUG;
                  case "info" -> Level.INFO;
                  case "warn", "warning" -> Level.WARN;
                  case "error", "fatal", "panic" -> Level.ERROR;
                  default -> throw part.fault("is none of debug, info, warn, error");
                });
  }
}
