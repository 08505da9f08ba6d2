package orchestrator.e2e.harness.couchdb;

import java.nio.file.Path;
import java.util.List;

/**
 * Starts what {@code COUCHDB_COMMAND} names: it is given the port and the folder as its two
 * arguments, and has the administrator {@code admin} with the password {@code secret}.
 */
record CouchDbCommand(Path program) implements CouchDbProgram {

  @Override
  public List<String> command(int port, Path folder) {
    return List.of(program.toString(), Integer.toString(port), folder.toString());
  }

  @Override
  public boolean isStandIn() {
    return false;
  }

  @Override
  public Login login() {
    return new Login("admin", "secret");
  }
}
