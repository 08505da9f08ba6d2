package orchestrator.e2e.harness.couchdb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Keeps the state of servers under test in a CouchDB. */
public interface CouchDb extends AutoCloseable {

  /** Where it answers, without a login; the same for as long as this is not closed. */
  URI url();

  /** Its administrator. */
  Login login();

  /**
   * From now on it answers nobody and open connections are cut: SIGKILL for a process of our own;
   * somebody else's is cut off from those who use {@link #url}. What it has stored stays.
   */
  void kill();

  /** After {@link #kill}: it answers again, with what it has stored. Waits until it does. */
  void revive() throws IOException, InterruptedException;

  /** Ends what was started. */
  @Override
  void close() throws IOException;

  /**
   * The CouchDB of this run of the tests: {@code COUCHDB_URL}, with the login in it, when the
   * environment has it; else a process of our own, on a folder that {@link #close} deletes: what
   * {@code COUCHDB_COMMAND} names, else a pouchdb-server.
   */
  static CouchDb ofThisRun() throws IOException, InterruptedException {
    String url = System.getenv().getOrDefault("COUCHDB_URL", "");
    if (!url.isEmpty()) {
      return RemoteCouchDb.at(URI.create(url));
    }
    return System.getenv().getOrDefault("COUCHDB_COMMAND", "").isEmpty()
        ? CouchDbProcess.start(PouchDbServer.installed())
        : byCommand();
  }

  /** A process of our own by {@code COUCHDB_COMMAND}, on a folder that {@link #close} deletes. */
  static CouchDb byCommand() throws IOException, InterruptedException {
    String command = System.getenv().getOrDefault("COUCHDB_COMMAND", "");
    if (command.isEmpty()) {
      throw new IllegalStateException("COUCHDB_COMMAND has to name what starts a CouchDB");
    }
    return CouchDbProcess.start(new CouchDbCommand(Path.of(command)));
  }
}
