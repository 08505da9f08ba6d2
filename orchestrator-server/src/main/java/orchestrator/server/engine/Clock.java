package orchestrator.server.engine;

/** Tells the time; an argument of the engine, so that a simulation can tell it otherwise. */
@FunctionalInterface
public interface Clock {
  /** Microseconds since the epoch. */
  long micros();

  /** The clock of this machine. */
  static Clock system() {
    return () -> {
      java.time.Instant now = java.time.Instant.now();
      return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    };
  }
}
