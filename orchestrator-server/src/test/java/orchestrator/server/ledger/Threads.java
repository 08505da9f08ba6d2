package orchestrator.server.ledger;

/** Lists the threads that run. */
final class Threads {
  private Threads() {}

  /** How many threads there are whose name has this text. */
  static long named(String text) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(text))
        .count();
  }
}
