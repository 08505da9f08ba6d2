package orchestrator.app;

import orchestrator.http.Door;

/**
 * Loads what a server's door is made of while the rest of the server starts: on a second processor
 * that takes a part of the first second away.
 */
final class Preload {
  private Preload() {}

  /** Begins, on a thread of its own. */
  static void start() {
    Thread thread = new Thread(Door::prepare, "preload");
    thread.setDaemon(true);
    thread.start();
  }
}
