package orchestrator.server.couchdb.fake;

import java.io.IOException;

/** A fault as the steps that it takes. */
record FaultScript(Steps steps) implements Fault {
  /** Plays an exchange to its end: an answer or a cut. */
  interface Steps {
    void play(Exchange exchange) throws IOException;
  }
}
