package orchestrator.e2e.kill;

import java.io.IOException;
import orchestrator.e2e.harness.Engine;
import orchestrator.e2e.harness.Engine.Victim;
import orchestrator.e2e.harness.ServerProcess;

/**
 * Kills a server, its storage, or both.
 *
 * @param victim what it hits
 * @param engine the engine of the server
 * @param serverFirst whether the server goes first when it hits both
 */
record Strike(Victim victim, Engine engine, boolean serverFirst) {

  /** Kills. */
  void hit(ServerProcess server) {
    if (!sparesServer() && serverFirst) {
      server.kill();
    }
    if (victim != Victim.SERVER) {
      engine.kill();
    }
    if (!sparesServer()) {
      server.kill();
    }
  }

  /** Whether the server lives on. */
  boolean sparesServer() {
    return victim == Victim.STORAGE;
  }

  /** Brings back the storage, if it was hit. */
  void heal() throws IOException, InterruptedException {
    if (victim != Victim.SERVER) {
      engine.revive();
    }
  }
}
