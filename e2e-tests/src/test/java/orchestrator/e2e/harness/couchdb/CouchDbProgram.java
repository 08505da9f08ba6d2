package orchestrator.e2e.harness.couchdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts a program that speaks CouchDB's API. */
interface CouchDbProgram {

  /**
   * The command that serves on a port of 127.0.0.1, in the foreground, until it is killed.
   *
   * @param port the port
   * @param folder folder of its data; what an earlier run has left there is served again
   */
  List<String> command(int port, Path folder) throws IOException;

  /** Whether it only stands in for a CouchDB, so that its faults are no findings. */
  boolean isStandIn();

  /** The administrator that it knows. */
  Login login();
}
