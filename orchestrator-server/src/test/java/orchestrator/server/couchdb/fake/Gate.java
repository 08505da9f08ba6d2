package orchestrator.server.couchdb.fake;

/** Holds requests up, and forgets those that were under way when the server stopped. */
final class Gate {
  private boolean held;
  private long stops;

  /** A number to {@linkplain #pass pass} with, to be taken when a request arrives. */
  synchronized long arrive() {
    return stops;
  }

  /**
   * Waits until requests are let through.
   *
   * @return false when the server stopped since the request arrived
   */
  synchronized boolean pass(long arrival) throws InterruptedException {
    while (held && arrival == stops) {
      wait();
    }
    return arrival == stops;
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void open() {
    held = false;
    notifyAll();
  }

  synchronized void stop() {
    stops++;
    notifyAll();
  }
}
