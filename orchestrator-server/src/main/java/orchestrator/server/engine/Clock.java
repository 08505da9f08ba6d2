package orchestrator.server.engine;

import java.time.Instant;

/** Tells the time; an argument of the engine, so that a simulation can tell it otherwise. */
@FunctionalInterface
public interface Clock {
  /** Microseconds since the epoch. */
  long micros();

  /** The clock of this machine. */
  static Clock system() {
    return () -> {
      Instant now = Instant.now();
      return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    };
  }
}
