package orchestrator.server.config;

import java.util.Arrays;
import java.util.Locale;

/** Names the level from which on the server logs. */
public enum LogLevel {
  /** A line a call too. */
  DEBUG,
  /** Starts, stops and what an operator may want to know. */
  INFO,
  /** What may need a look. */
  WARN,
  /** Faults of the server or of its storage. */
  ERROR;

  static LogLevel parse(String text) {
    return Arrays.stream(values())
        .filter(level -> level.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be debug, info, warn or error"));
  }

  /** As the setting writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
